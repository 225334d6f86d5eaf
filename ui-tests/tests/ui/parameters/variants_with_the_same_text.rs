use ros_z_ui_tests::parameters::RosParameters;

#[derive(RosParameters)]
#[ros(crate = ros_z_ui_tests)]
enum Mode {
    VerySlow,
    #[ros(rename = "very_slow")]
    Slow,
}

fn main() {}
