// Written by ros-z-import from srv/GetTypeDescription.srv of type_description_interfaces 2.0.3. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_service};

use crate::type_description_interfaces::{KeyValue, TypeDescription, TypeSource};

/// Asks a node to describe a type that it uses.
///
/// By default the sources are included.
#[derive(Clone, Debug, PartialEq, RosMessage, SizeEstimation)]
#[ros(
    type_name = "type_description_interfaces/srv/GetTypeDescription_Request",
    default,
    view
)]
pub struct GetTypeDescriptionRequest {
    /// Full name, for example `std_msgs/msg/Header`.
    pub type_name: String,
    /// Hash of the type, for example `RIHS01_…`.
    pub type_hash: String,
    /// Whether to include the sources.
    #[ros(default = true)]
    pub include_type_sources: bool,
}

/// The description of a type.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(
    type_name = "type_description_interfaces/srv/GetTypeDescription_Response",
    view
)]
pub struct GetTypeDescriptionResponse {
    /// Whether the type is known; if not, only `failure_reason` counts.
    pub successful: bool,
    /// Reason for a missing description, as text.
    pub failure_reason: String,
    /// The description.
    pub type_description: TypeDescription,
    /// Sources of the type and of the types that it refers to, if requested.
    pub type_sources: Vec<TypeSource>,
    /// Anything else about the type.
    pub extra_information: Vec<KeyValue>,
}

ros_service! {
    /// Asks a node to describe a type that it uses.
    ///
    /// By default the sources are included.
    pub GetTypeDescription: GetTypeDescriptionRequest => GetTypeDescriptionResponse
}
