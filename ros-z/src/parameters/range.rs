//! The range of a numeric parameter, and the numbers that a range can be written for.

use super::field::ParameterField;
use ros_z_protocol::ParameterValue;
use std::fmt;

/// How many times the distance between neighbouring numbers two floating-point numbers may differ to count as
/// equal, as in `rclcpp` (`node_parameters.cpp`).
const ULPS: f64 = 100.0;

/// The allowed values of a numeric parameter. Both ends are allowed.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum ParameterRange {
    /// The range of an integer.
    Integer {
        /// Smallest value.
        from: i64,
        /// Largest value.
        to: i64,
        /// Distance between allowed values, from `from` on; 0 for all.
        step: u64,
    },
    /// The range of a floating-point number.
    Double {
        /// Smallest value.
        from: f64,
        /// Largest value.
        to: f64,
        /// Distance between allowed values, from `from` on; 0 for all.
        step: f64,
    },
}

impl ParameterRange {
    /// Returns whether a value is in the range. A value of another type is not.
    #[must_use]
    pub fn contains(&self, value: &ParameterValue) -> bool {
        match (*self, value) {
            (Self::Integer { from, to, step }, ParameterValue::Integer(value)) => {
                let above = i128::from(*value) - i128::from(from);
                (from..=to).contains(value) && (*value == to || step == 0 || above % i128::from(step) == 0)
            }
            (Self::Double { from, to, step }, ParameterValue::Double(value)) => {
                if are_equal(*value, from) || are_equal(*value, to) {
                    return true;
                }
                // A NaN is in no range.
                if !(from..=to).contains(value) {
                    return false;
                }
                step == 0.0 || are_equal(*value, from + ((value - from) / step).round() * step)
            }
            _ => false,
        }
    }

    /// Returns whether a value has the type of the range.
    pub(super) const fn applies_to(&self, value: &ParameterValue) -> bool {
        matches!(
            (self, value),
            (Self::Integer { .. }, ParameterValue::Integer(_))
                | (Self::Double { .. }, ParameterValue::Double(_))
        )
    }
}

fn are_equal(one: f64, other: f64) -> bool {
    one == other || (one - other).abs() <= f64::EPSILON * (one + other).abs() * ULPS
}

impl fmt::Display for ParameterRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer { from, to, step: 0 } => write!(f, "{from} to {to}"),
            Self::Integer { from, to, step } => write!(f, "{from} to {to} in steps of {step}"),
            Self::Double { from, to, step } if *step == 0.0 => write!(f, "{from:?} to {to:?}"),
            Self::Double { from, to, step } => write!(f, "{from:?} to {to:?} in steps of {step:?}"),
        }
    }
}

/// A number for which `#[ros(range = …)]` can be written: an integer or floating-point number.
#[diagnostic::on_unimplemented(
    message = "a parameter of type `{Self}` has no range",
    label = "not a number",
    note = "integers and floating-point numbers have ranges; check other values in the function that is passed to `parameters_checked`"
)]
pub trait ParameterNumber: ParameterField {
    /// Creates the range; an end that is `None` is the smallest or largest number of the type. `step` is the
    /// distance between allowed numbers.
    fn range_of(from: Option<Self>, to: Option<Self>, step: Option<Self>) -> ParameterRange;
}

macro_rules! integers {
    ($($integer:ident)*) => {
        $(#[diagnostic::do_not_recommend]
        impl ParameterNumber for $integer {
            fn range_of(from: Option<Self>, to: Option<Self>, step: Option<Self>) -> ParameterRange {
                ParameterRange::Integer {
                    from: from.unwrap_or(Self::MIN).into(),
                    to: to.unwrap_or(Self::MAX).into(),
                    step: i64::from(step.unwrap_or(0)).unsigned_abs(),
                }
            }
        })*
    };
}

integers!(i8 u8 i16 u16 i32 u32 i64);

macro_rules! floats {
    ($($float:ident)*) => {
        $(#[diagnostic::do_not_recommend]
        impl ParameterNumber for $float {
            fn range_of(from: Option<Self>, to: Option<Self>, step: Option<Self>) -> ParameterRange {
                ParameterRange::Double {
                    from: from.unwrap_or(Self::MIN).into(),
                    to: to.unwrap_or(Self::MAX).into(),
                    step: step.unwrap_or(0.0).abs().into(),
                }
            }
        })*
    };
}

floats!(f32 f64);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ends_of_a_range_are_in_it() {
        let range = i64::range_of(Some(-1), Some(5), None);
        for (value, is_in) in [(-2, false), (-1, true), (0, true), (5, true), (6, false)] {
            assert_eq!(range.contains(&ParameterValue::Integer(value)), is_in, "{value}");
        }
        let range = f64::range_of(Some(0.0), Some(3.0), None);
        for (value, is_in) in [
            (-0.1, false),
            (0.0, true),
            (1.7, true),
            (3.0, true),
            (3.1, false),
            (f64::NAN, false),
        ] {
            assert_eq!(range.contains(&ParameterValue::Double(value)), is_in, "{value}");
        }
        assert!(!range.contains(&ParameterValue::Integer(1)));
    }

    // The cases of rclcpp/test/rclcpp/test_node.cpp, `set_parameters_... range`.
    #[test]
    fn steps_count_from_the_start_and_the_end_is_always_allowed() {
        let range = i64::range_of(Some(10), Some(18), Some(2));
        for (value, is_in) in [
            (10, true),
            (14, true),
            (15, false),
            (18, true),
            (20, false),
            (8, false),
        ] {
            assert_eq!(range.contains(&ParameterValue::Integer(value)), is_in, "{value}");
        }
        let range = i64::range_of(Some(10), Some(25), Some(10));
        assert!(range.contains(&ParameterValue::Integer(25)));
        let range = f64::range_of(Some(10.0), Some(11.0), Some(0.2));
        for (value, is_in) in [(10.2, true), (10.3, false), (11.0, true), (12.0, false)] {
            assert_eq!(range.contains(&ParameterValue::Double(value)), is_in, "{value}");
        }
        let whole = i64::range_of(None, None, Some(i64::MAX));
        assert!(whole.contains(&ParameterValue::Integer(i64::MIN)));
        assert!(!whole.contains(&ParameterValue::Integer(0)));
    }

    #[test]
    fn a_range_is_shown_with_its_step() {
        assert_eq!(u8::range_of(None, Some(9), None).to_string(), "0 to 9");
        assert_eq!(
            f64::range_of(Some(0.0), Some(3.0), Some(0.5)).to_string(),
            "0.0 to 3.0 in steps of 0.5"
        );
    }
}
