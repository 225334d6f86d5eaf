use cdr::SizeEstimation;

#[derive(SizeEstimation)]
#[ros(crate = cdr)]
struct Message {
    x: f64,
}

fn main() {}
