use ros_z_ui_tests::parameters::RosParameters;

#[derive(RosParameters)]
#[ros(crate = ros_z_ui_tests)]
struct Params {
    #[ros(read_only)]
    gains: Gains,
}

#[derive(RosParameters)]
#[ros(crate = ros_z_ui_tests)]
struct Gains {
    #[ros(default = 1.0)]
    p: f64,
}

fn main() {}
