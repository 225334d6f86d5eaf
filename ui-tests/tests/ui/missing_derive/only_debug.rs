use cdr::to_vec;

#[derive(Debug)]
struct Message {
    x: u8,
}

fn main() {
    let _ = to_vec(&Message { x: 1 });
}
