use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr, loan)]
struct Image<'a> {
    data: &'a [u8],
}

fn main() {}
