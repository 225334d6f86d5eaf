//! The value of a constant of a message, and its text in a `.msg` file. The constants are in `type_description`.

use crate::default_value::DefaultValue;
use core::fmt;

/// The value of a constant. It is part of the `.msg` file, and not of the type hash.
///
/// Displayed as in a `.msg` file.
///
/// # Examples
/// ```
/// use ros_z_core::ConstantValue;
///
/// assert_eq!(ConstantValue::Float64(9.81).to_string(), "9.81");
/// assert_eq!(ConstantValue::Text("map").to_string(), r#""map""#);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum ConstantValue {
    /// A `bool`.
    Bool(bool),
    /// An integer, a `char`, a `byte` or a variant of an enum.
    Integer(i128),
    /// A `float32`.
    Float32(f32),
    /// A `float64`.
    Float64(f64),
    /// A string or wide string.
    Text(&'static str),
}

impl ConstantValue {
    /// Returns whether rosidl reads the text as this value. A constant may contain `=`, which a default value may not.
    #[cfg(feature = "std")]
    pub(crate) fn is_writable(self) -> bool {
        match self {
            Self::Text(text) => DefaultValue::Text(text.replace('=', "")).is_writable(),
            value => DefaultValue::from(value).is_writable(),
        }
    }
}

impl From<ConstantValue> for DefaultValue {
    fn from(value: ConstantValue) -> Self {
        match value {
            ConstantValue::Bool(value) => Self::Bool(value),
            ConstantValue::Integer(value) => Self::Integer(value),
            ConstantValue::Float32(value) => Self::Float32(value),
            ConstantValue::Float64(value) => Self::Float64(value),
            ConstantValue::Text(value) => Self::Text(value.into()),
        }
    }
}

impl fmt::Display for ConstantValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        DefaultValue::from(*self).fmt(f)
    }
}

#[cfg(all(test, feature = "std"))]
mod tests {
    use super::*;

    #[test]
    fn a_value_that_rosidl_would_change_is_not_writable() {
        assert!(ConstantValue::Integer(-1).is_writable() && ConstantValue::Bool(true).is_writable());
        assert!(ConstantValue::Text("a=b").is_writable() && ConstantValue::Text("").is_writable());
        assert!(!ConstantValue::Text("#").is_writable() && !ConstantValue::Text("?=?/").is_writable());
        assert!(!ConstantValue::Float32(f32::NAN).is_writable());
    }
}
