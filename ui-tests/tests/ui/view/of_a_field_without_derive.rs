use cdr::RosMessage;

struct Pose {
    x: f64,
}

#[derive(RosMessage)]
#[ros(crate = cdr, view, loan)]
struct Odometry {
    frame: String,
    data: Vec<f32>,
    pose: Pose,
}

fn main() {}
