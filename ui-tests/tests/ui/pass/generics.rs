//! Type parameters, constants, defaults and where clauses; parameters with the names that the derive uses.

use cdr::{RosMessage, SizeEstimation, from_slice, to_vec};
use std::fmt::Debug;
use std::marker::PhantomData;

#[derive(RosMessage, SizeEstimation, Debug, PartialEq)]
#[ros(crate = cdr)]
struct Stamped<W, T = f64, const N: usize = 2>
where
    W: Debug,
{
    seconds: i32,
    data: W,
    list: Vec<T>,
    array: [T; N],
    #[ros(max_len = N)]
    bounded: Vec<u8>,
    #[ros(skip)]
    marker: PhantomData<W>,
    #[ros(skip)]
    other: Option<T>,
}

/// None of the parameters implements the traits of the core.
#[derive(RosMessage, SizeEstimation)]
#[ros(crate = cdr)]
struct Associated<I: Iterator, __W>
where
    I::Item: Copy,
{
    items: Vec<I::Item>,
    boxed: Box<<I as Iterator>::Item>,
    #[ros(skip)]
    marker: PhantomData<(I, __W)>,
}

#[derive(RosMessage, SizeEstimation)]
#[ros(crate = cdr)]
struct Ctx<'a, T> {
    inner: Stamped<&'a str, T>,
    #[ros(max_len = 2)]
    some: T,
}

struct NotSerializable;

fn publish<T: RosMessage + SizeEstimation>(message: &T) -> Vec<u8> {
    let bytes = to_vec(message).unwrap();
    assert_eq!(bytes.len(), message.estimated_serialized_size());
    bytes
}

fn main() {
    let stamped = Stamped {
        seconds: 1,
        data: String::from("x"),
        list: vec![1.5],
        array: [2.5; 2],
        bounded: vec![1, 2],
        marker: PhantomData,
        other: None,
    };
    let bytes = publish(&stamped);
    assert_eq!(from_slice::<Stamped<String>>(&bytes).unwrap(), stamped);
    assert!(to_vec(&Stamped { bounded: vec![0; 3], ..stamped }).is_err());

    type Bytes = std::vec::IntoIter<u8>;
    publish(&Associated::<Bytes, NotSerializable> { items: vec![1], boxed: Box::new(2), marker: PhantomData });

    let inner = Stamped { data: "x", list: vec![], array: [String::new(), String::new()], ..empty() };
    publish(&Ctx { inner, some: String::from("ab") });
    assert_eq!(Ctx::<String>::TYPE_NAME, "ros_z_ui_tests_tests/msg/Ctx");
}

fn empty() -> Stamped<&'static str, String> {
    Stamped {
        seconds: 0,
        data: "",
        list: vec![],
        array: [String::new(), String::new()],
        bounded: vec![],
        marker: PhantomData,
        other: None,
    }
}
