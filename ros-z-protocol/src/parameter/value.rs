//! The value of a ROS parameter and its type, as in `rcl_interfaces`.

use std::fmt;

/// The value of a parameter. A parameter without a value is `None` of an `Option<ParameterValue>`.
///
/// # Examples
///
/// ```
/// use ros_z_protocol::{ParameterType, ParameterValue};
///
/// let gains = ParameterValue::from(vec![1.5, 0.25]);
/// assert_eq!(gains.parameter_type(), ParameterType::DoubleArray);
/// assert_eq!(gains.to_string(), "[1.5, 0.25]");
/// assert_eq!(ParameterValue::from("map").to_string(), r#""map""#);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum ParameterValue {
    /// `bool`
    Bool(bool),
    /// `int64`
    Integer(i64),
    /// `float64`
    Double(f64),
    /// `string`
    String(String),
    /// `byte[]`
    ByteArray(Vec<u8>),
    /// `bool[]`
    BoolArray(Vec<bool>),
    /// `int64[]`
    IntegerArray(Vec<i64>),
    /// `float64[]`
    DoubleArray(Vec<f64>),
    /// `string[]`
    StringArray(Vec<String>),
}

impl ParameterValue {
    /// The type of the value.
    pub fn parameter_type(&self) -> ParameterType {
        match self {
            Self::Bool(_) => ParameterType::Bool,
            Self::Integer(_) => ParameterType::Integer,
            Self::Double(_) => ParameterType::Double,
            Self::String(_) => ParameterType::String,
            Self::ByteArray(_) => ParameterType::ByteArray,
            Self::BoolArray(_) => ParameterType::BoolArray,
            Self::IntegerArray(_) => ParameterType::IntegerArray,
            Self::DoubleArray(_) => ParameterType::DoubleArray,
            Self::StringArray(_) => ParameterType::StringArray,
        }
    }
}

/// Displays the value as YAML. A double has a decimal point, so that it reads as a double again.
impl fmt::Display for ParameterValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool(value) => write!(f, "{value}"),
            Self::Integer(value) => write!(f, "{value}"),
            Self::Double(value) => double(f, *value),
            Self::String(value) => text(f, value),
            Self::ByteArray(values) => list(f, values, |f, value| write!(f, "{value}")),
            Self::BoolArray(values) => list(f, values, |f, value| write!(f, "{value}")),
            Self::IntegerArray(values) => list(f, values, |f, value| write!(f, "{value}")),
            Self::DoubleArray(values) => list(f, values, |f, value| double(f, *value)),
            Self::StringArray(values) => list(f, values, |f, value| text(f, value)),
        }
    }
}

fn double(f: &mut fmt::Formatter<'_>, value: f64) -> fmt::Result {
    if value.is_nan() {
        f.write_str(".nan")
    } else if value.is_infinite() {
        f.write_str(if value > 0.0 { ".inf" } else { "-.inf" })
    } else {
        write!(f, "{value:?}")
    }
}

/// Writes a double-quoted scalar.
fn text(f: &mut fmt::Formatter<'_>, value: &str) -> fmt::Result {
    f.write_str("\"")?;
    for character in value.chars() {
        match character {
            '"' => f.write_str("\\\"")?,
            '\\' => f.write_str("\\\\")?,
            '\n' => f.write_str("\\n")?,
            '\t' => f.write_str("\\t")?,
            control if control.is_control() => write!(f, "\\u{:04x}", u32::from(control))?,
            other => write!(f, "{other}")?,
        }
    }
    f.write_str("\"")
}

fn list<T>(
    f: &mut fmt::Formatter<'_>,
    values: &[T],
    mut write: impl FnMut(&mut fmt::Formatter<'_>, &T) -> fmt::Result,
) -> fmt::Result {
    f.write_str("[")?;
    for (index, value) in values.iter().enumerate() {
        f.write_str(if index > 0 { ", " } else { "" })?;
        write(f, value)?;
    }
    f.write_str("]")
}

macro_rules! from_value {
    ($($rust:ty => $variant:ident),* $(,)?) => {$(
        impl From<$rust> for ParameterValue {
            fn from(value: $rust) -> Self {
                Self::$variant(value.into())
            }
        }
    )*};
}

from_value!(
    bool => Bool, i64 => Integer, f64 => Double, String => String, &str => String, Vec<u8> => ByteArray,
    Vec<bool> => BoolArray, Vec<i64> => IntegerArray, Vec<f64> => DoubleArray, Vec<String> => StringArray,
);

/// The type of a parameter. The numbers are the constants of `rcl_interfaces/msg/ParameterType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum ParameterType {
    /// `bool`
    Bool = 1,
    /// `int64`
    Integer = 2,
    /// `float64`
    Double = 3,
    /// `string`
    String = 4,
    /// `byte[]`
    ByteArray = 5,
    /// `bool[]`
    BoolArray = 6,
    /// `int64[]`
    IntegerArray = 7,
    /// `float64[]`
    DoubleArray = 8,
    /// `string[]`
    StringArray = 9,
}

impl ParameterType {
    /// All types, in the order of their numbers.
    pub const ALL: [Self; 9] = [
        Self::Bool,
        Self::Integer,
        Self::Double,
        Self::String,
        Self::ByteArray,
        Self::BoolArray,
        Self::IntegerArray,
        Self::DoubleArray,
        Self::StringArray,
    ];

    /// The number of the type.
    pub fn number(self) -> u8 {
        self as u8
    }

    /// The type of a number; `None` for 0, which means that there is no value, and for unknown numbers.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.number() == number)
    }

    /// The name of the type that `rclcpp` and the `ros2` commands print.
    pub fn name(self) -> &'static str {
        match self {
            Self::Bool => "bool",
            Self::Integer => "integer",
            Self::Double => "double",
            Self::String => "string",
            Self::ByteArray => "byte_array",
            Self::BoolArray => "bool_array",
            Self::IntegerArray => "integer_array",
            Self::DoubleArray => "double_array",
            Self::StringArray => "string_array",
        }
    }
}

impl fmt::Display for ParameterType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // rcl_interfaces/msg/ParameterType.msg; names of rclcpp/src/rclcpp/parameter_value.cpp.
    #[test]
    fn numbers_and_names_are_those_of_ros() {
        let known: Vec<_> = (0..=10)
            .map(|number| ParameterType::from_number(number).map(ParameterType::name))
            .collect();
        assert_eq!(
            known,
            [
                None,
                Some("bool"),
                Some("integer"),
                Some("double"),
                Some("string"),
                Some("byte_array"),
                Some("bool_array"),
                Some("integer_array"),
                Some("double_array"),
                Some("string_array"),
                None
            ]
        );
    }

    #[test]
    fn a_value_has_the_type_of_its_rust_value() {
        for (value, parameter_type, text) in [
            (true.into(), ParameterType::Bool, "true"),
            ((-7_i64).into(), ParameterType::Integer, "-7"),
            (2.0.into(), ParameterType::Double, "2.0"),
            (f64::NEG_INFINITY.into(), ParameterType::Double, "-.inf"),
            (
                "a\"\\\n\u{1}é".into(),
                ParameterType::String,
                r#""a\"\\\n\u0001é""#,
            ),
            (vec![1_u8, 255].into(), ParameterType::ByteArray, "[1, 255]"),
            (vec![true].into(), ParameterType::BoolArray, "[true]"),
            (vec![1_i64].into(), ParameterType::IntegerArray, "[1]"),
            (
                vec![f64::NAN, 1e300].into(),
                ParameterType::DoubleArray,
                "[.nan, 1e300]",
            ),
            (
                vec!["x".to_owned()].into(),
                ParameterType::StringArray,
                r#"["x"]"#,
            ),
            (Vec::<i64>::new().into(), ParameterType::IntegerArray, "[]"),
        ] as [(ParameterValue, _, _); 11]
        {
            assert_eq!(value.parameter_type(), parameter_type);
            assert_eq!(value.to_string(), text);
        }
    }
}
