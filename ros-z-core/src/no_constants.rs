//! The constants of a message without `#[ros_constants]`.

use crate::type_description::ConstantDescription;

/// Provides an empty list to each type. `#[ros_constants]` adds a constant of the same name to the type itself, which
/// takes precedence over a constant of a trait. So derived code finds it without an attribute on the struct.
pub trait NoConstants {
    /// No constants.
    const __ROS_CONSTANTS: &'static [ConstantDescription] = &[];
}

impl<T: ?Sized> NoConstants for T {}
