//! Bytes as hexadecimal text, in both directions.

/// Reads hexadecimal digits.
///
/// # Panics
/// If the text is not hexadecimal, because the test data is broken.
#[must_use]
pub fn decode(text: &str) -> Vec<u8> {
    assert!(text.len().is_multiple_of(2), "odd number of digits");
    (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).expect("hexadecimal digits"))
        .collect()
}

/// Prints bytes, so that a failed comparison is readable.
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
