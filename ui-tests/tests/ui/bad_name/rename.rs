use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Message {
    #[ros(rename = "frameID")]
    frame_id: f64,
}

fn main() {}
