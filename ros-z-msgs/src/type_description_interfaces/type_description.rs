//! Descriptions of types. Their fields are in `field`, their sources in `type_source`.

use ros_z_core::{RosMessage, SizeEstimation};

use super::Field;

/// A type without the types that it refers to.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "type_description_interfaces", view)]
pub struct IndividualTypeDescription {
    /// Full name, for example `std_msgs/msg/Header`; at most 255 bytes.
    #[ros(max_len = 255)]
    pub type_name: String,
    /// Fields in order.
    pub fields: Vec<Field>,
}

/// A type and all types that it refers to.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "type_description_interfaces", view)]
pub struct TypeDescription {
    /// The type.
    pub type_description: IndividualTypeDescription,
    /// The types that it refers to, directly or not, by rising name.
    pub referenced_type_descriptions: Vec<IndividualTypeDescription>,
}
