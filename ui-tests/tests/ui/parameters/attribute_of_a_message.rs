use ros_z_ui_tests::parameters::RosParameters;

#[derive(RosParameters)]
#[ros(crate = ros_z_ui_tests)]
struct Params {
    #[ros(default = "map", max_len = 3)]
    frame: String,
}

fn main() {}
