//! The values and descriptors of parameters as messages.

use super::descriptor::ParameterDescriptor;
use super::range::ParameterRange;
use ros_z_msgs::rcl_interfaces::{self as messages, FloatingPointRange, IntegerRange, Parameter};
use ros_z_protocol::{ParameterType, ParameterValue};

/// The number of a missing value in messages: `PARAMETER_NOT_SET`.
const NOT_SET: u8 = messages::ParameterType::PARAMETER_NOT_SET;

/// Returns the number of the type of a value in messages.
pub(super) fn type_number(value: Option<&ParameterValue>) -> u8 {
    value.map_or(NOT_SET, |value| value.parameter_type().number())
}

/// Converts a value to the message.
pub(super) fn to_message(value: Option<&ParameterValue>) -> messages::ParameterValue {
    let mut message = messages::ParameterValue {
        r#type: type_number(value),
        ..Default::default()
    };
    match value.cloned() {
        None => {}
        Some(ParameterValue::Bool(value)) => message.bool_value = value,
        Some(ParameterValue::Integer(value)) => message.integer_value = value,
        Some(ParameterValue::Double(value)) => message.double_value = value,
        Some(ParameterValue::String(value)) => message.string_value = value,
        Some(ParameterValue::ByteArray(values)) => message.byte_array_value = values,
        Some(ParameterValue::BoolArray(values)) => message.bool_array_value = values,
        Some(ParameterValue::IntegerArray(values)) => message.integer_array_value = values,
        Some(ParameterValue::DoubleArray(values)) => message.double_array_value = values,
        Some(ParameterValue::StringArray(values)) => message.string_array_value = values,
    }
    message
}

/// Converts a value from the message, `Some(None)` for no value; `None` for a type that ROS 2 does not define.
pub(super) fn from_message(message: messages::ParameterValue) -> Option<Option<ParameterValue>> {
    if message.r#type == NOT_SET {
        return Some(None);
    }
    Some(Some(match ParameterType::from_number(message.r#type)? {
        ParameterType::Bool => ParameterValue::Bool(message.bool_value),
        ParameterType::Integer => ParameterValue::Integer(message.integer_value),
        ParameterType::Double => ParameterValue::Double(message.double_value),
        ParameterType::String => ParameterValue::String(message.string_value),
        ParameterType::ByteArray => ParameterValue::ByteArray(message.byte_array_value),
        ParameterType::BoolArray => ParameterValue::BoolArray(message.bool_array_value),
        ParameterType::IntegerArray => ParameterValue::IntegerArray(message.integer_array_value),
        ParameterType::DoubleArray => ParameterValue::DoubleArray(message.double_array_value),
        ParameterType::StringArray => ParameterValue::StringArray(message.string_array_value),
    }))
}

/// Converts a parameter to the message.
pub(super) fn parameter(name: &str, value: Option<&ParameterValue>) -> Parameter {
    Parameter {
        name: name.into(),
        value: to_message(value),
    }
}

/// Converts a descriptor to the message, for a parameter of this name whose type has this number.
pub(super) fn descriptor(
    name: &str,
    type_number: u8,
    descriptor: &ParameterDescriptor,
) -> messages::ParameterDescriptor {
    let mut message = messages::ParameterDescriptor {
        name: name.into(),
        r#type: type_number,
        description: descriptor.description.clone(),
        additional_constraints: descriptor.additional_constraints.clone(),
        read_only: descriptor.read_only,
        dynamic_typing: descriptor.dynamic_typing,
        ..Default::default()
    };
    match descriptor.range {
        Some(ParameterRange::Integer { from, to, step }) => message.integer_range.push(IntegerRange {
            from_value: from,
            to_value: to,
            step,
        }),
        Some(ParameterRange::Double { from, to, step }) => {
            message.floating_point_range.push(FloatingPointRange {
                from_value: from,
                to_value: to,
                step,
            });
        }
        None => {}
    }
    message
}

#[cfg(test)]
mod tests {
    use super::*;

    // rcl_interfaces/msg/ParameterType.msg
    #[test]
    fn every_value_survives_the_message_and_has_the_number_of_ros() {
        let values = [
            None,
            Some(true.into()),
            Some((-1_i64).into()),
            Some(0.5.into()),
            Some("map".into()),
            Some(vec![1_u8, 2].into()),
            Some(vec![true].into()),
            Some(vec![1_i64].into()),
            Some(vec![0.5].into()),
            Some(vec!["a".to_owned()].into()),
        ];
        for (number, value) in (0_u8..).zip(values) {
            let message = to_message(value.as_ref());
            assert_eq!(message.r#type, number);
            assert_eq!(from_message(message), Some(value));
        }
        let unknown = messages::ParameterValue {
            r#type: 10,
            ..Default::default()
        };
        assert_eq!(from_message(unknown), None);
    }
}
