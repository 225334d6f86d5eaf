use ros_z_ui_tests::parameters::RosParameters;

#[derive(RosParameters)]
#[ros(crate = ros_z_ui_tests)]
struct Params {
    #[ros(default = 1.5, range = 0..=3)]
    max_speed: f64,
}

fn main() {}
