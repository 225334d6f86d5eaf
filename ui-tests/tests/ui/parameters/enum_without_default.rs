use ros_z_ui_tests::parameters::RosParameters;

#[derive(RosParameters)]
#[ros(crate = ros_z_ui_tests)]
struct Params {
    mode: Mode,
}

#[derive(RosParameters)]
#[ros(crate = ros_z_ui_tests)]
enum Mode {
    Slow,
}

fn main() {}
