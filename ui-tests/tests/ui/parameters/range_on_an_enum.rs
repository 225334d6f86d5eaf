use ros_z_ui_tests::parameters::RosParameters;

#[derive(RosParameters)]
#[ros(crate = ros_z_ui_tests)]
struct Params {
    #[ros(default = Mode::Slow, range = Mode::Slow..=Mode::Fast)]
    mode: Mode,
}

#[derive(RosParameters)]
#[ros(crate = ros_z_ui_tests)]
enum Mode {
    Slow,
    Fast,
}

fn main() {}
