// Written by ros-z-import from msg/TypeDescription.msg of type_description_interfaces 2.0.3. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::type_description_interfaces::IndividualTypeDescription;

/// A type and all types that it refers to.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "type_description_interfaces", view)]
pub struct TypeDescription {
    /// The type.
    pub type_description: IndividualTypeDescription,
    /// The types that it refers to, directly or not, by rising name.
    pub referenced_type_descriptions: Vec<IndividualTypeDescription>,
}
