// Written by ros-z-import from msg/ParameterValue.msg of rcl_interfaces 2.0.3. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

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
