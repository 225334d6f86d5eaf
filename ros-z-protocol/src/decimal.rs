//! Decimal numbers in keys, tokens and QoS strings. Accepts digits only: no sign and no white space, unlike
//! `str::parse` and `strtoul`.

/// Parses `text` as a number; `None` if it is empty, contains anything but ASCII digits, or is too large.
pub(super) fn parse_decimal<N: TryFrom<u64>>(text: &str) -> Option<N> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    N::try_from(text.parse::<u64>().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::parse_decimal;

    #[test]
    fn only_digits_are_a_number() {
        assert_eq!(parse_decimal::<u64>("18446744073709551615"), Some(u64::MAX));
        assert_eq!(parse_decimal::<u64>("18446744073709551616"), None);
        assert_eq!(parse_decimal::<u8>("256"), None);
        for text in ["", "+1", "-1", " 1", "1 ", "0x1", "1_0", "١"] {
            assert_eq!(parse_decimal::<u64>(text), None, "{text}");
        }
    }
}
