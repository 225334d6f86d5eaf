use ros_z_ui_tests::parameters::RosParameters;

#[derive(RosParameters)]
#[ros(crate = ros_z_ui_tests)]
#[ros(read_only)]
struct Params {
    #[ros(default = 1.5)]
    max_speed: f64,
}

fn main() {}
