use ros_z_ui_tests::parameters::RosParameters;

#[derive(RosParameters)]
#[ros(crate = ros_z_ui_tests)]
struct Params {
    #[ros(default = [])]
    matrix: Vec<Vec<f64>>,
}

fn main() {}
