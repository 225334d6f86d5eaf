//! Keywords as names of types, fields, variants and parameters: the ROS name omits `r#`.
#![allow(non_camel_case_types, non_upper_case_globals)]

use cdr::{RosField, RosMessage, SizeEstimation, from_slice, to_vec};

#[derive(RosMessage, SizeEstimation, Clone, Debug, PartialEq)]
#[ros(crate = cdr, type_name = "ui/msg/Match")]
struct r#match<r#fn, const r#const: usize> {
    r#type: u8,
    r#struct: [r#fn; r#const],
    #[ros(max_len = r#const)]
    r#in: Vec<u8>,
}

#[derive(RosMessage, Debug, PartialEq)]
#[ros(crate = cdr)]
#[repr(u8)]
enum r#enum {
    r#else,
    r#Final,
}

fn main() {
    let message = r#match { r#type: 1, r#struct: [2.0, 3.0], r#in: vec![4] };
    let bytes = to_vec(&message).unwrap();
    assert_eq!(bytes.len(), message.estimated_serialized_size());
    assert_eq!(from_slice::<r#match<f64, 2>>(&bytes).unwrap(), message);
    let names = r#match::<f64, 2>::type_description().fields.iter().map(|field| field.name);
    assert!(names.eq(["type", "struct", "in"]));
    let constants = <r#enum as RosField>::TYPE.constants.iter().map(|constant| constant.name);
    assert!(constants.eq(["ELSE", "FINAL"]));
}
