//! The domain id, which separates ROS 2 graphs, and its environment variable. The caller reads the environment.

/// The environment variable with the domain.
pub const DOMAIN_ID_VARIABLE: &str = "ROS_DOMAIN_ID";

/// Returns the domain of the environment: 0 if the variable is unset or empty.
///
/// `lookup` returns the value of an environment variable, and is called with [`DOMAIN_ID_VARIABLE`] only.
///
/// # Examples
///
/// ```
/// use ros_z_protocol::domain_id_from;
///
/// let domain_id = domain_id_from(|variable| std::env::var(variable).ok())?;
/// # let _ = domain_id;
/// assert_eq!(domain_id_from(|_| Some("42".into()))?, 42);
/// assert_eq!(domain_id_from(|_| None)?, 0);
/// # Ok::<(), ros_z_protocol::DomainIdError>(())
/// ```
///
/// # Errors
///
/// See [`parse_domain_id`].
pub fn domain_id_from(lookup: impl FnOnce(&str) -> Option<String>) -> Result<usize, DomainIdError> {
    match lookup(DOMAIN_ID_VARIABLE) {
        Some(text) if !text.is_empty() => parse_domain_id(&text),
        _ => Ok(0),
    }
}

/// Parses a domain id in the same way as `rcl`.
///
/// `rcl` passes the text to `strtoul` with base 0, so a leading `0x` means hexadecimal and a leading `0` means
/// octal. This function does the same, so that this process joins the domain of the C++ nodes that run in the
/// same shell. `rcl` silently ignores text after the number; this function refuses it.
///
/// # Errors
///
/// [`DomainIdError::NotANumber`] if the text is not a whole number, [`DomainIdError::TooLarge`] if the number
/// exceeds a `usize`.
pub fn parse_domain_id(text: &str) -> Result<usize, DomainIdError> {
    let number = text.trim_ascii();
    let number = number.strip_prefix('+').unwrap_or(number);
    let (digits, radix) = match number.as_bytes() {
        [b'0', b'x' | b'X', ..] => (&number[2..], 16),
        [b'0', _, ..] => (&number[1..], 8),
        _ => (number, 10),
    };
    if digits.is_empty() || !digits.chars().all(|digit| digit.is_digit(radix)) {
        return Err(DomainIdError::NotANumber { text: text.into() });
    }
    // All digits are valid in this radix, so only the size can be wrong.
    usize::from_str_radix(digits, radix).map_err(|_| DomainIdError::TooLarge { text: text.into() })
}

/// The reason why a text is not a domain id.
#[derive(Clone, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum DomainIdError {
    /// The text is not a whole number.
    #[error(
        "domain id `{}` is not a number; write a decimal number such as ROS_DOMAIN_ID=42",
        .text.escape_debug()
    )]
    NotANumber {
        /// The whole text.
        text: String,
    },
    /// The number is too large.
    #[error("domain id `{}` is too large; write at most {}", .text.escape_debug(), usize::MAX)]
    TooLarge {
        /// The whole text.
        text: String,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unset_or_empty_means_domain_zero() {
        assert_eq!(domain_id_from(|_| None), Ok(0));
        assert_eq!(domain_id_from(|_| Some(String::new())), Ok(0));
    }

    #[test]
    fn only_the_one_variable_is_asked_for() {
        let domain_id = domain_id_from(|name| {
            assert_eq!(name, "ROS_DOMAIN_ID");
            Some("7".into())
        });
        assert_eq!(domain_id, Ok(7));
    }

    #[test]
    fn numbers_mean_what_rcl_makes_of_them() {
        for (text, number) in [
            ("0", 0),
            ("232", 232),
            (" 5\n", 5),
            ("+5", 5),
            ("0x1F", 31),
            ("010", 8),
            ("100000", 100_000),
        ] {
            assert_eq!(parse_domain_id(text), Ok(number), "{text}");
        }
    }

    #[test]
    fn anything_else_is_an_error_that_quotes_the_text() {
        for text in [" ", "-1", "5abc", "08", "0x", "1.0", "0x+1", "zwölf", "é"] {
            let error = DomainIdError::NotANumber { text: text.into() };
            assert_eq!(parse_domain_id(text), Err(error), "{text}");
        }
        let text = "99999999999999999999999";
        assert_eq!(
            parse_domain_id(text),
            Err(DomainIdError::TooLarge { text: text.into() })
        );
    }
}
