// Written by ros-z-import from msg/IndividualTypeDescription.msg of type_description_interfaces 2.0.3. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::type_description_interfaces::Field;

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
