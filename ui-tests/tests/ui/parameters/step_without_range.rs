use ros_z_ui_tests::parameters::RosParameters;

#[derive(RosParameters)]
#[ros(crate = ros_z_ui_tests)]
struct Params {
    #[ros(default = 4.5, step = 0.5)]
    max_speed: f64,
}

fn main() {}
