use ros_z_ui_tests::parameters::RosParameters;

#[derive(RosParameters)]
#[ros(crate = ros_z_ui_tests)]
struct Params {
    gains: Gains,
}

struct Gains {
    p: f64,
}

fn main() {}
