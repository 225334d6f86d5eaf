use ros_z_ui_tests::parameters::RosParameters;

#[derive(RosParameters)]
#[ros(crate = ros_z_ui_tests)]
struct Params {
    #[ros(default = 2, range = 3..=0)]
    count: u8,
}

fn main() {}
