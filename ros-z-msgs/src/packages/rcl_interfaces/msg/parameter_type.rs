// Written by ros-z-import from msg/ParameterType.msg of rcl_interfaces 2.0.3. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_constants};

/// The kinds of value that a parameter can have.
///
/// It has no fields: the constants are for `r#type` of [`ParameterValue`].
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "rcl_interfaces")]
#[repr(C)]
pub struct ParameterType {}

#[ros_constants]
impl ParameterType {
    /// There is no value.
    pub const PARAMETER_NOT_SET: u8 = 0;
    /// The value is in `bool_value`.
    pub const PARAMETER_BOOL: u8 = 1;
    /// The value is in `integer_value`.
    pub const PARAMETER_INTEGER: u8 = 2;
    /// The value is in `double_value`.
    pub const PARAMETER_DOUBLE: u8 = 3;
    /// The value is in `string_value`.
    pub const PARAMETER_STRING: u8 = 4;
    /// The value is in `byte_array_value`.
    pub const PARAMETER_BYTE_ARRAY: u8 = 5;
    /// The value is in `bool_array_value`.
    pub const PARAMETER_BOOL_ARRAY: u8 = 6;
    /// The value is in `integer_array_value`.
    pub const PARAMETER_INTEGER_ARRAY: u8 = 7;
    /// The value is in `double_array_value`.
    pub const PARAMETER_DOUBLE_ARRAY: u8 = 8;
    /// The value is in `string_array_value`.
    pub const PARAMETER_STRING_ARRAY: u8 = 9;
}
