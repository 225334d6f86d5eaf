use cdr::RosMessage;

#[derive(RosMessage)]
#[ros(crate = cdr, loan)]
struct Grid<T> {
    cells: Vec<T>,
}

fn main() {}
