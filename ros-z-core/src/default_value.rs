//! The default value of a field in ROS, and its text in a `.msg` file. `field_default` converts Rust
//! constants into it.

use alloc::{string::String, vec::Vec};
use core::fmt::{self, Write as _};

/// The default value of a field. It enters the `.msg` file, and not the type hash.
///
/// The text is that of a `.msg` file.
///
/// # Examples
/// ```
/// use ros_z_core::DefaultValue;
///
/// let names = DefaultValue::List(vec![DefaultValue::Text("left".into()), DefaultValue::Text("right".into())]);
/// assert_eq!(names.to_string(), r#"["left", "right"]"#);
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum DefaultValue {
    /// A `bool`.
    Bool(bool),
    /// An integer, an enum, a `char` or a `byte`.
    Integer(i128),
    /// A `float32`.
    Float32(f32),
    /// A `float64`.
    Float64(f64),
    /// A string or wide string.
    Text(String),
    /// An array or a sequence.
    List(Vec<DefaultValue>),
}

impl DefaultValue {
    /// Returns whether rosidl reads the text as this value.
    ///
    /// It ends a line at `#`, takes a line with `=` for a constant, decodes backslashes, and passes only ASCII
    /// through its conversions. `NaN` and infinity are not numbers in IDL.
    pub(crate) fn is_writable(&self) -> bool {
        match self {
            Self::Bool(_) | Self::Integer(_) => true,
            Self::Float32(value) => value.is_finite(),
            Self::Float64(value) => value.is_finite(),
            Self::Text(text) => {
                let is_plain = |byte: u8| matches!(byte, b' '..=b'~') && !b"\"#'=\\".contains(&byte);
                text.bytes().all(is_plain) && !text.contains("??")
            }
            // rosidl removes blanks around the elements of a list, also those between quotes.
            Self::List(values) => values.iter().all(|value| match value {
                Self::Text(text) => text.trim() == text && value.is_writable(),
                value => value.is_writable(),
            }),
        }
    }
}

impl fmt::Display for DefaultValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool(value) => write!(f, "{value}"),
            Self::Integer(value) => write!(f, "{value}"),
            Self::Float32(value) => write!(f, "{value:?}"),
            Self::Float64(value) => write!(f, "{value:?}"),
            Self::Text(text) => {
                f.write_char('"')?;
                for character in text.chars() {
                    if character == '"' {
                        f.write_char('\\')?;
                    }
                    f.write_char(character)?;
                }
                f.write_char('"')
            }
            Self::List(values) => {
                f.write_char('[')?;
                for (index, value) in values.iter().enumerate() {
                    let comma = if index > 0 { ", " } else { "" };
                    write!(f, "{comma}{value}")?;
                }
                f.write_char(']')
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;
    use alloc::vec;

    #[test]
    fn the_text_is_that_of_a_msg_file() {
        for (value, text) in [
            (DefaultValue::Bool(true), "true"),
            (DefaultValue::Integer(-1), "-1"),
            (DefaultValue::Float32(0.1), "0.1"),
            (DefaultValue::Float64(5.0), "5.0"),
            (DefaultValue::Float64(1e300), "1e300"),
            (DefaultValue::Text("a \"b\"".into()), r#""a \"b\"""#),
            (DefaultValue::List(vec![]), "[]"),
            (
                DefaultValue::List(vec![DefaultValue::Integer(1), DefaultValue::Integer(2)]),
                "[1, 2]",
            ),
        ] {
            assert_eq!(value.to_string(), text);
        }
    }

    #[test]
    fn a_text_that_rosidl_would_change_is_not_writable() {
        let text = |text: &str| DefaultValue::List(vec![DefaultValue::Text(text.into())]).is_writable();
        assert!(DefaultValue::Text(" a ".into()).is_writable() && !text(" a") && !text("a "));
        assert!(text("") && text("a, [b] %s {c}; $d?") && DefaultValue::Float32(-0.0).is_writable());
        for changed in ["#", "a=b", "\\", "\"", "'", "\t", "\n", "é", "??/"] {
            assert!(!text(changed), "{changed}");
        }
        assert!(!DefaultValue::Float64(f64::NAN).is_writable());
        assert!(!DefaultValue::Float32(f32::INFINITY).is_writable());
    }
}
