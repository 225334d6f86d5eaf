use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Arm {
    x: f64,
}

#[cdr::ros_constants(crate = cdr)]
impl Arm {
    const JOINTS: usize = 6;
}

fn main() {
    let _ = Arm::JOINTS;
}
