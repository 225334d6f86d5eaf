use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Arm {
    x: f64,
}

#[cdr::ros_constants(crate = cdr)]
impl Arm {
    const JOINTS: u8 = 6;
}

#[cdr::ros_constants(crate = cdr)]
impl Arm {
    const FINGERS: u8 = 3;
}

fn main() {}
