use ros_z_ui_tests::parameters::RosParameters;

#[derive(RosParameters)]
#[ros(crate = ros_z_ui_tests)]
struct Params {
    #[ros(default = LIMIT)]
    max_speed: f64,
}

const LIMIT: i64 = 3;

fn main() {}
