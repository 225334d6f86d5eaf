use ros_z_ui_tests::parameters::RosParameters;

#[derive(RosParameters)]
#[ros(crate = ros_z_ui_tests)]
struct Params<T> {
    #[ros(default = 1.5)]
    max_speed: f64,
    rest: T,
}

fn main() {}
