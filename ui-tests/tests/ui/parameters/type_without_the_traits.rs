use ros_z_ui_tests::parameters::RosParameters;

#[derive(RosParameters)]
#[ros(crate = ros_z_ui_tests)]
struct Params {
    #[ros(default = Gains { p: 1.0 })]
    gains: Gains,
}

struct Gains {
    p: f64,
}

fn main() {}
