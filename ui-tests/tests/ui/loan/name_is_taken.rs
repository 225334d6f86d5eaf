use cdr::{CdrSliceMut, RosMessage};

#[derive(RosMessage)]
#[ros(crate = cdr, loan)]
struct Image {
    data: Vec<u8>,
}

struct ImageLoan {
    data: CdrSliceMut<u8>,
}

fn main() {}
