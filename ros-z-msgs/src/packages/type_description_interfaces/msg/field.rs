// Written by ros-z-import from msg/Field.msg of type_description_interfaces 2.0.3. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::type_description_interfaces::FieldType;

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
