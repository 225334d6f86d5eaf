// Written by ros-z-import from srv/ProjectedMapsInfo.srv of map_msgs 2.4.0. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_service};

use crate::map_msgs::ProjectedMapInfo;

/// Passes the bounds of projected maps to a server.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "map_msgs/srv/ProjectedMapsInfo_Request", view)]
pub struct ProjectedMapsInfoRequest {
    /// The bounds.
    pub projected_maps_info: Vec<ProjectedMapInfo>,
}

/// Confirms the bounds, without data.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "map_msgs/srv/ProjectedMapsInfo_Response")]
#[repr(C)]
pub struct ProjectedMapsInfoResponse {}

ros_service! {
    /// Passes the bounds of projected maps to a server.
    pub ProjectedMapsInfo: ProjectedMapsInfoRequest => ProjectedMapsInfoResponse
}
