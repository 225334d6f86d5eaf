// Written by ros-z-import from srv/GetMap.srv of nav_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_service};

use crate::nav_msgs::OccupancyGrid;

/// Asks for the map.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "nav_msgs/srv/GetMap_Request")]
#[repr(C)]
pub struct GetMapRequest {}

/// The map.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "nav_msgs/srv/GetMap_Response", view)]
pub struct GetMapResponse {
    /// The map now in use.
    pub map: OccupancyGrid,
}

ros_service! {
    /// Asks for the map.
    pub GetMap: GetMapRequest => GetMapResponse
}
