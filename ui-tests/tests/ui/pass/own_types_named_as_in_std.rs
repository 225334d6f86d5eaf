//! A message may have the name of a type of std that cannot be a field.

use cdr::{RosMessage, SizeEstimation, to_vec};

mod time {
    #[derive(cdr::RosMessage, cdr::SizeEstimation, Default)]
    #[ros(crate = cdr, type_name = "builtin_interfaces/msg/Duration")]
    pub struct Duration {
        pub sec: i32,
        pub nanosec: u32,
    }
}

mod my {
    #[derive(cdr::RosMessage, cdr::SizeEstimation, Default)]
    #[ros(crate = cdr)]
    pub struct Option<T> {
        pub value: T,
        pub is_some: bool,
    }
}

#[derive(RosMessage, SizeEstimation, Default)]
#[ros(crate = cdr)]
struct Cell<T> {
    value: T,
}

use time::Duration;

#[derive(RosMessage, SizeEstimation, Default)]
#[ros(crate = cdr)]
struct Everything {
    age: Duration,
    ages: Vec<time::Duration>,
    maybe: my::Option<f64>,
    cell: Cell<u8>,
}

fn main() {
    let everything = Everything::default();
    assert_eq!(to_vec(&everything).unwrap().len(), everything.estimated_serialized_size());
}
