use ros_z_ui_tests::parameters::RosParameters;

#[derive(RosParameters)]
#[ros(crate = ros_z_ui_tests)]
struct Params {
    #[ros(default = "map", read_only = true)]
    frame: String,
}

fn main() {}
