//! The Rust types that one parameter can have, and their conversion from and to the value of ROS 2.

use super::range::{ParameterNumber, ParameterRange};
use ros_z_protocol::{ParameterType, ParameterValue};

/// The type of a field that is one parameter: `bool`, a number, a `String`, a `Vec` or array of these, or an enum
/// that derives [`RosParameters`](macro@crate::RosParameters).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the type of a parameter",
    label = "not the type of a parameter",
    note = "parameters are `bool`, integers up to `i64`, `f32`, `f64`, `String`, and `Vec`s and arrays of these",
    note = "if `{Self}` is an enum without data, add `RosParameters` to its derive list; if it is a struct of parameters, remove `default` from the field"
)]
pub trait ParameterField: Sized {
    /// The type of a default value as it is written in Rust: `&str` for `String`, `[f64]` for `Vec<f64>`.
    type Literal: ?Sized;

    /// The ROS type.
    const TYPE: ParameterType;

    /// Converts a default value.
    fn from_literal(literal: &Self::Literal) -> Self;

    /// Converts to the value of ROS 2.
    fn to_value(&self) -> ParameterValue;

    /// Converts from the value of ROS 2.
    ///
    /// # Errors
    /// A text for the person who set the value: why this is not a value of the type.
    fn from_value(value: &ParameterValue) -> Result<Self, String>;

    /// Returns the range of the type, if it is smaller than that of the ROS type.
    #[must_use]
    fn own_range() -> Option<ParameterRange> {
        None
    }

    /// Returns the constraints of the type in words, for the descriptor.
    #[must_use]
    fn constraints() -> String {
        String::new()
    }
}

/// The type of the elements of a parameter that is a `Vec` or an array.
#[diagnostic::on_unimplemented(
    message = "a parameter cannot be a list of `{Self}`",
    label = "not the type of an element",
    note = "the elements are `bool`, integers up to `i64`, `f32`, `f64` or `String`"
)]
pub trait ParameterElement: Sized {
    /// The type of an element of a default value as it is written in Rust.
    type Literal;

    /// The ROS type of the list.
    const TYPE: ParameterType;

    /// Converts an element of a default value.
    fn from_literal(literal: &Self::Literal) -> Self;

    /// Converts a list to the value of ROS 2.
    fn to_list(elements: &[Self]) -> ParameterValue;

    /// Converts a list from the value of ROS 2.
    ///
    /// # Errors
    /// As [`ParameterField::from_value`].
    fn from_list(value: &ParameterValue) -> Result<Vec<Self>, String>;
}

fn wrong(value: &ParameterValue, expected: ParameterType) -> String {
    format!(
        "it is a {expected}, and the value is a {}",
        value.parameter_type()
    )
}

/// Types that are the value of ROS 2.
macro_rules! exact {
    ($($rust:ident: $kind:ident, $list:ident;)*) => {
        $(#[diagnostic::do_not_recommend]
        impl ParameterField for $rust {
            type Literal = Self;

            const TYPE: ParameterType = ParameterType::$kind;

            fn from_literal(literal: &Self) -> Self {
                *literal
            }

            fn to_value(&self) -> ParameterValue {
                ParameterValue::$kind(*self)
            }

            fn from_value(value: &ParameterValue) -> Result<Self, String> {
                match value {
                    ParameterValue::$kind(value) => Ok(*value),
                    other => Err(wrong(other, <Self as ParameterField>::TYPE)),
                }
            }
        }

        #[diagnostic::do_not_recommend]
        impl ParameterElement for $rust {
            type Literal = Self;

            const TYPE: ParameterType = ParameterType::$list;

            fn from_literal(literal: &Self) -> Self {
                *literal
            }

            fn to_list(elements: &[Self]) -> ParameterValue {
                ParameterValue::$list(elements.to_vec())
            }

            fn from_list(value: &ParameterValue) -> Result<Vec<Self>, String> {
                match value {
                    ParameterValue::$list(values) => Ok(values.clone()),
                    other => Err(wrong(other, <Self as ParameterElement>::TYPE)),
                }
            }
        })*
    };
}

exact! {
    bool: Bool, BoolArray;
    i64: Integer, IntegerArray;
    f64: Double, DoubleArray;
}

fn small(value: i64, name: &str) -> String {
    format!("{value} is not a number of the type {name}")
}

/// Integers that are a part of the integers of ROS 2.
macro_rules! small_integers {
    ($($rust:ident)*) => {
        $(#[diagnostic::do_not_recommend]
        impl ParameterField for $rust {
            type Literal = Self;

            const TYPE: ParameterType = ParameterType::Integer;

            fn from_literal(literal: &Self) -> Self {
                *literal
            }

            fn to_value(&self) -> ParameterValue {
                ParameterValue::Integer((*self).into())
            }

            fn from_value(value: &ParameterValue) -> Result<Self, String> {
                let value = i64::from_value(value)?;
                Self::try_from(value).map_err(|_| small(value, stringify!($rust)))
            }

            fn own_range() -> Option<ParameterRange> {
                Some(Self::range_of(None, None, None))
            }
        })*
    };
}

small_integers!(i8 u8 i16 u16 i32 u32);

macro_rules! lists_of_small_integers {
    ($($rust:ident)*) => {
        $(#[diagnostic::do_not_recommend]
        impl ParameterElement for $rust {
            type Literal = Self;

            const TYPE: ParameterType = ParameterType::IntegerArray;

            fn from_literal(literal: &Self) -> Self {
                *literal
            }

            fn to_list(elements: &[Self]) -> ParameterValue {
                ParameterValue::IntegerArray(elements.iter().map(|&element| element.into()).collect())
            }

            fn from_list(value: &ParameterValue) -> Result<Vec<Self>, String> {
                let convert = |value: i64| Self::try_from(value).map_err(|_| small(value, stringify!($rust)));
                i64::from_list(value)?.into_iter().map(convert).collect()
            }
        })*
    };
}

// `u8` is missing: a list of it is bytes.
lists_of_small_integers!(i8 i16 u16 i32 u32);

#[diagnostic::do_not_recommend]
impl ParameterElement for u8 {
    type Literal = Self;

    const TYPE: ParameterType = ParameterType::ByteArray;

    fn from_literal(literal: &Self) -> Self {
        *literal
    }

    fn to_list(elements: &[Self]) -> ParameterValue {
        ParameterValue::ByteArray(elements.to_vec())
    }

    fn from_list(value: &ParameterValue) -> Result<Vec<Self>, String> {
        match value {
            ParameterValue::ByteArray(values) => Ok(values.clone()),
            other => Err(wrong(other, ParameterType::ByteArray)),
        }
    }
}

/// Rounds to the nearest `f32`.
fn narrow(value: f64) -> Result<f32, String> {
    let narrow = value as f32;
    if narrow.is_infinite() && value.is_finite() {
        return Err(format!("{value:e} is not a number of the type f32"));
    }
    Ok(narrow)
}

#[diagnostic::do_not_recommend]
impl ParameterField for f32 {
    type Literal = Self;

    const TYPE: ParameterType = ParameterType::Double;

    fn from_literal(literal: &Self) -> Self {
        *literal
    }

    fn to_value(&self) -> ParameterValue {
        ParameterValue::Double((*self).into())
    }

    fn from_value(value: &ParameterValue) -> Result<Self, String> {
        narrow(f64::from_value(value)?)
    }
}

#[diagnostic::do_not_recommend]
impl ParameterElement for f32 {
    type Literal = Self;

    const TYPE: ParameterType = ParameterType::DoubleArray;

    fn from_literal(literal: &Self) -> Self {
        *literal
    }

    fn to_list(elements: &[Self]) -> ParameterValue {
        ParameterValue::DoubleArray(elements.iter().map(|&element| element.into()).collect())
    }

    fn from_list(value: &ParameterValue) -> Result<Vec<Self>, String> {
        f64::from_list(value)?.into_iter().map(narrow).collect()
    }
}

#[diagnostic::do_not_recommend]
impl ParameterField for String {
    type Literal = &'static str;

    const TYPE: ParameterType = ParameterType::String;

    fn from_literal(literal: &&'static str) -> Self {
        (*literal).to_owned()
    }

    fn to_value(&self) -> ParameterValue {
        ParameterValue::String(self.clone())
    }

    fn from_value(value: &ParameterValue) -> Result<Self, String> {
        match value {
            ParameterValue::String(text) => Ok(text.clone()),
            other => Err(wrong(other, ParameterType::String)),
        }
    }
}

#[diagnostic::do_not_recommend]
impl ParameterElement for String {
    type Literal = &'static str;

    const TYPE: ParameterType = ParameterType::StringArray;

    fn from_literal(literal: &&'static str) -> Self {
        (*literal).to_owned()
    }

    fn to_list(elements: &[Self]) -> ParameterValue {
        ParameterValue::StringArray(elements.to_vec())
    }

    fn from_list(value: &ParameterValue) -> Result<Vec<Self>, String> {
        match value {
            ParameterValue::StringArray(texts) => Ok(texts.clone()),
            other => Err(wrong(other, ParameterType::StringArray)),
        }
    }
}

#[diagnostic::do_not_recommend]
impl<T: ParameterElement> ParameterField for Vec<T> {
    type Literal = [T::Literal];

    const TYPE: ParameterType = T::TYPE;

    fn from_literal(literal: &[T::Literal]) -> Self {
        literal.iter().map(T::from_literal).collect()
    }

    fn to_value(&self) -> ParameterValue {
        T::to_list(self)
    }

    fn from_value(value: &ParameterValue) -> Result<Self, String> {
        T::from_list(value)
    }
}

#[diagnostic::do_not_recommend]
impl<T: ParameterElement, const N: usize> ParameterField for [T; N] {
    type Literal = [T::Literal; N];

    const TYPE: ParameterType = T::TYPE;

    fn from_literal(literal: &[T::Literal; N]) -> Self {
        literal.each_ref().map(T::from_literal)
    }

    fn to_value(&self) -> ParameterValue {
        T::to_list(self)
    }

    fn from_value(value: &ParameterValue) -> Result<Self, String> {
        let wrong = |list: Vec<T>| format!("it has {N} elements, and the value has {}", list.len());
        Self::try_from(T::from_list(value)?).map_err(wrong)
    }

    fn constraints() -> String {
        format!("{N} elements")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round_trip<T: ParameterField + PartialEq + std::fmt::Debug>(value: T, ros: ParameterValue) {
        assert_eq!(value.to_value(), ros);
        assert_eq!(ros.parameter_type(), T::TYPE);
        assert_eq!(T::from_value(&ros), Ok(value));
    }

    #[test]
    fn each_type_has_its_value_of_ros() {
        round_trip(true, ParameterValue::Bool(true));
        round_trip(-3_i16, ParameterValue::Integer(-3));
        round_trip(i64::MIN, ParameterValue::Integer(i64::MIN));
        round_trip(0.5_f32, ParameterValue::Double(0.5));
        round_trip("map".to_owned(), ParameterValue::String("map".into()));
        round_trip(vec![1_u8, 255], ParameterValue::ByteArray(vec![1, 255]));
        round_trip(vec![1_u16, 2], ParameterValue::IntegerArray(vec![1, 2]));
        round_trip([true, false], ParameterValue::BoolArray(vec![true, false]));
        round_trip([0.5, 1.0], ParameterValue::DoubleArray(vec![0.5, 1.0]));
        round_trip(vec![0.5_f32], ParameterValue::DoubleArray(vec![0.5]));
        round_trip(
            vec!["a".to_owned()],
            ParameterValue::StringArray(vec!["a".into()]),
        );
    }

    #[test]
    fn a_value_that_the_type_cannot_have_is_refused_with_the_reason() {
        let refuse = |result: Result<(), String>, part: &str| {
            let reason = result.unwrap_err();
            assert!(reason.contains(part), "{reason}");
        };
        refuse(u8::from_value(&ParameterValue::Integer(256)).map(drop), "256");
        refuse(f64::from_value(&ParameterValue::Integer(2)).map(drop), "integer");
        refuse(f32::from_value(&ParameterValue::Double(1e300)).map(drop), "f32");
        refuse(
            <[i64; 2]>::from_value(&ParameterValue::IntegerArray(vec![1])).map(drop),
            "2 elements",
        );
        refuse(
            Vec::<i8>::from_value(&ParameterValue::IntegerArray(vec![1, 200])).map(drop),
            "200",
        );
        refuse(
            Vec::<f32>::from_value(&ParameterValue::DoubleArray(vec![-1e300])).map(drop),
            "f32",
        );
    }
}
