use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Arm {
    x: f64,
}

#[cdr::ros_constants(crate = cdr)]
impl Arm {
    #[allow(non_upper_case_globals)]
    const joints: u8 = 6;
}

fn main() {
    let _ = Arm::joints;
}
