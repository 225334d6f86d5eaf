use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr, package = "UI", colour)]
struct Message {
    #[ros(max_len)]
    fooBar: String,
    x: Option<f64>,
    #[ros(char)]
    y: f64,
}

fn main() {}
