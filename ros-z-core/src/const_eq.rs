//! Comparisons in constants, where `==` is not available.

/// Returns whether two byte strings are equal.
pub(crate) const fn is_same_bytes(left: &[u8], right: &[u8]) -> bool {
    if left.len() != right.len() {
        return false;
    }
    // Compare from the end, where names of one package differ.
    let mut index = left.len();
    while index > 0 {
        index -= 1;
        if left[index] != right[index] {
            return false;
        }
    }
    true
}

/// Returns whether two texts are equal.
pub(crate) const fn is_same(left: &str, right: &str) -> bool {
    is_same_bytes(left.as_bytes(), right.as_bytes())
}
