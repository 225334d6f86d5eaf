// Written by ros-z-import from srv/SetMap.srv of nav_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_service};

use crate::geometry_msgs::PoseWithCovarianceStamped;
use crate::nav_msgs::OccupancyGrid;

/// Asks a localizer to use another map and pose.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "nav_msgs/srv/SetMap_Request", view)]
pub struct SetMapRequest {
    /// The map.
    pub map: OccupancyGrid,
    /// Pose of the robot in the map.
    pub initial_pose: PoseWithCovarianceStamped,
}

/// Reports whether the map is in use.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "nav_msgs/srv/SetMap_Response")]
#[repr(C)]
pub struct SetMapResponse {
    /// Whether it is.
    pub success: bool,
}

ros_service! {
    /// Asks a localizer to use another map and pose.
    pub SetMap: SetMapRequest => SetMapResponse
}
