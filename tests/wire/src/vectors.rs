//! Reads the golden vectors, and compares what is written with one.

use crate::hex;
use ros_z_core::{CdrSerialize, SizeEstimation, to_slice, to_vec};
use serde_json::Value;

/// Gives the objects of a text that holds one a line.
///
/// # Panics
/// If the text is broken.
#[must_use]
pub fn lines(text: &str) -> Vec<Value> {
    text.lines()
        .map(|line| serde_json::from_str(line).expect("an object a line"))
        .collect()
}

/// Gives a member of an object that is a string.
///
/// # Panics
/// If it is none.
#[must_use]
pub fn text<'a>(vector: &'a Value, key: &str) -> &'a str {
    vector[key].as_str().expect("a string")
}

/// Checks that both sinks write `expected`, and that the size says so beforehand.
///
/// # Panics
/// If not.
pub fn assert_written<T: CdrSerialize + SizeEstimation>(id: &str, value: &T, expected: &[u8]) {
    let written = to_vec(value).expect("a valid value");
    assert_eq!(hex::encode(&written), hex::encode(expected), "{id}");
    assert_eq!(value.estimated_serialized_size(), expected.len(), "{id}");
    // Stale memory, as a shared memory pool hands it out, exact and with room behind.
    for room in [0, 1, 7, 16, 64] {
        let mut stale = vec![0xaa; expected.len() + room];
        assert_eq!(to_slice(value, &mut stale), Ok(expected.len()), "{id}");
        assert_eq!(
            hex::encode(&stale[..expected.len()]),
            hex::encode(expected),
            "{id}"
        );
    }
}
