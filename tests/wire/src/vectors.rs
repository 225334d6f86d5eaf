//! Reads the golden vectors, and compares serialized values with them.

use ros_z_core::{CdrSerialize, SizeEstimation, to_slice, to_vec};
use serde_json::Value;

use crate::hex;

/// Returns the objects of a text with one object per line.
///
/// # Panics
/// If the text is not JSON.
#[must_use]
pub fn lines(text: &str) -> Vec<Value> {
    text.lines()
        .map(|line| serde_json::from_str(line).expect("every line is an object"))
        .collect()
}

/// Returns a string member of an object.
///
/// # Panics
/// If the member is not a string.
#[must_use]
pub fn text<'a>(vector: &'a Value, key: &str) -> &'a str {
    vector[key].as_str().expect("the member is a string")
}

/// Checks that both sinks write `expected`, and that the measured size equals its length.
///
/// # Panics
/// If a check fails.
pub fn assert_written<T: CdrSerialize + SizeEstimation>(id: &str, value: &T, expected: &[u8]) {
    let written = to_vec(value).expect("the value is valid");
    assert_eq!(hex::encode(&written), hex::encode(expected), "{id}");
    assert_eq!(value.estimated_serialized_size(), expected.len(), "{id}");
    // Stale memory, as a shared memory pool returns it, of the exact size and with room after the message.
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
