//! Every error is typed, and has the numbers that the caller needs to act.

use ros_z_core::{
    DeserializeError, RosMessage, SerializeError, SizeEstimation, from_slice, to_slice, to_vec,
};
use ros_z_tests_wire::types::{BStr, Str};

#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
struct Bounded {
    #[ros(max_len = 3)]
    items: Vec<f64>,
    #[ros(max_len = 2, max_string_len = 4)]
    names: Vec<String>,
}

#[test]
fn write_above_a_bound_reports_field_bound_and_length() {
    let long = BStr {
        s: "eleven char".into(),
        x: 0,
    };
    let expected = SerializeError::BoundExceeded {
        field: "s",
        bound: 10,
        length: 11,
    };
    assert_eq!(to_vec(&long), Err(expected.clone()));
    assert_eq!(
        expected.to_string(),
        "field `s` has length 11, but its type allows at most 10"
    );

    let items = Bounded {
        items: vec![0.0; 4],
        ..Default::default()
    };
    assert_eq!(
        to_vec(&items),
        Err(SerializeError::BoundExceeded {
            field: "items",
            bound: 3,
            length: 4
        })
    );
    let names = Bounded {
        names: vec!["four".into(), "fives".into()],
        ..Default::default()
    };
    assert_eq!(
        to_vec(&names),
        Err(SerializeError::BoundExceeded {
            field: "names",
            bound: 4,
            length: 5
        })
    );
}

#[test]
fn read_above_a_bound_is_an_error() {
    let bytes = to_vec("eleven char").unwrap();
    let bytes = [bytes, vec![0; 4]].concat();
    assert_eq!(
        from_slice::<BStr>(&bytes),
        Err(DeserializeError::BoundExceeded {
            field: "s",
            bound: 10,
            length: 11
        })
    );
}

#[test]
fn value_at_its_bound_is_accepted() {
    let full = Bounded {
        items: vec![1.0; 3],
        names: vec!["four".into(), "abcd".into()],
    };
    assert_eq!(from_slice::<Bounded>(&to_vec(&full).unwrap()), Ok(full));
}

#[test]
fn interior_nul_is_refused_with_its_index() {
    let value = Str { s: "ab\0".into() };
    assert_eq!(to_vec(&value), Err(SerializeError::InteriorNul { index: 2 }));
    assert_eq!(
        value.estimated_serialized_size(),
        12,
        "the measured size of an invalid string"
    );
}

#[test]
fn short_buffer_error_reports_the_required_size() {
    let value = Str { s: "hello".into() };
    let mut buffer = [0; 13];
    assert_eq!(
        to_slice(&value, &mut buffer),
        Err(SerializeError::BufferTooSmall {
            needed: 14,
            position: 0,
            remaining: 13
        })
    );
}
