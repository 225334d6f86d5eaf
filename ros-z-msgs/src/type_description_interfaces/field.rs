//! Fields of messages. Their types are in `field_type`.

use ros_z_core::{RosMessage, SizeEstimation};

use super::FieldType;

/// One field of a message.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "type_description_interfaces", view)]
pub struct Field {
    /// Name of the field.
    pub name: String,
    /// Type of the field.
    pub r#type: FieldType,
    /// Default as text of the definition; empty without a default.
    pub default_value: String,
}
