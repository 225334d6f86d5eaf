//! The forms of names.

/// Lower case letters, digits and single underscores; a letter first, no underscore last.
pub(crate) fn is_package_name(name: &str) -> bool {
    has_form(name, |byte| byte.is_ascii_lowercase())
}

pub(super) fn is_field_name(name: &str) -> bool {
    is_package_name(name)
}

/// Upper case letters, digits and single underscores; a letter first, no underscore last.
pub(super) fn is_constant_name(name: &str) -> bool {
    has_form(name, |byte| byte.is_ascii_uppercase())
}

/// Letters and digits, an upper case letter first.
pub(super) fn is_message_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn has_form(name: &str, is_letter: impl Fn(u8) -> bool) -> bool {
    let bytes = name.as_bytes();
    bytes.first().is_some_and(|first| is_letter(*first))
        && bytes
            .iter()
            .all(|byte| is_letter(*byte) || byte.is_ascii_digit() || *byte == b'_')
        && !name.contains("__")
        && !name.ends_with('_')
}
