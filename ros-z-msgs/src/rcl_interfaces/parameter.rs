//! Names, types and values of parameters. Their descriptions are in `parameter_descriptor`, changes of them
//! in `parameter_event`.

use ros_z_core::{RosMessage, SizeEstimation};

/// The kinds of value that a parameter can have.
///
/// It has no fields: the constants are for `r#type` of [`ParameterValue`].
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "rcl_interfaces")]
#[repr(C)]
pub struct ParameterType {}

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

/// A value of any kind: `r#type` selects the field that contains it.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "rcl_interfaces", view)]
pub struct ParameterValue {
    /// Kind of the value: a constant of [`ParameterType`].
    pub r#type: u8,
    /// A truth value.
    pub bool_value: bool,
    /// An integer.
    pub integer_value: i64,
    /// A number.
    pub double_value: f64,
    /// A text.
    pub string_value: String,
    /// Bytes.
    #[ros(byte)]
    pub byte_array_value: Vec<u8>,
    /// Truth values.
    pub bool_array_value: Vec<bool>,
    /// Integers.
    pub integer_array_value: Vec<i64>,
    /// Numbers.
    pub double_array_value: Vec<f64>,
    /// Texts.
    pub string_array_value: Vec<String>,
}

/// A parameter of a node.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "rcl_interfaces", view)]
pub struct Parameter {
    /// Name, with dots between its parts.
    pub name: String,
    /// Value.
    pub value: ParameterValue,
}
