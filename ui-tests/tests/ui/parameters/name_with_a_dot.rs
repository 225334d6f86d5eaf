use ros_z_ui_tests::parameters::RosParameters;

#[derive(RosParameters)]
#[ros(crate = ros_z_ui_tests)]
struct Params {
    #[ros(default = 1.0, rename = "gains.p")]
    p: f64,
    gains: Gains,
}

#[derive(RosParameters)]
#[ros(crate = ros_z_ui_tests)]
struct Gains {
    #[ros(default = 1.0)]
    p: f64,
}

fn main() {}
