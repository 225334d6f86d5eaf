// Written by ros-z-import from srv/GetInteractiveMarkers.srv of visualization_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_service};

use crate::visualization_msgs::InteractiveMarker;

/// Asks a server for all its interactive markers.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "visualization_msgs/srv/GetInteractiveMarkers_Request")]
#[repr(C)]
pub struct GetInteractiveMarkersRequest {}

/// All interactive markers of a server.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(
    type_name = "visualization_msgs/srv/GetInteractiveMarkers_Response",
    view
)]
pub struct GetInteractiveMarkersResponse {
    /// Number of the last update that is included.
    pub sequence_number: u64,
    /// The markers.
    pub markers: Vec<InteractiveMarker>,
}

ros_service! {
    /// Asks a server for all its interactive markers.
    pub GetInteractiveMarkers: GetInteractiveMarkersRequest => GetInteractiveMarkersResponse
}
