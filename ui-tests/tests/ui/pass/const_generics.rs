//! Constants as parameters: with defaults, of several types, in lengths and bounds.

use cdr::{RosMessage, SizeEstimation, from_slice, to_vec};

#[derive(RosMessage, SizeEstimation, Clone, Debug, PartialEq)]
#[ros(crate = cdr)]
struct Grid<T, const W: usize, const H: usize = 2, const FLAG: bool = true>
where
    T: Copy,
{
    row: [T; W],
    column: [T; H],
    #[ros(max_len = W)]
    list: Vec<T>,
    #[ros(max_len = H, max_string_len = W)]
    names: Vec<String>,
}

fn main() {
    let grid = Grid::<u16, 3> { row: [1, 2, 3], column: [4, 5], list: vec![6], names: vec!["abc".into()] };
    let bytes = to_vec(&grid).unwrap();
    assert_eq!(bytes.len(), grid.estimated_serialized_size());
    assert_eq!(from_slice::<Grid<u16, 3>>(&bytes).unwrap(), grid);
    assert!(to_vec(&Grid { list: vec![0; 4], ..grid.clone() }).is_err());
    assert!(to_vec(&Grid { names: vec!["abcd".into()], ..grid }).is_err());
}
