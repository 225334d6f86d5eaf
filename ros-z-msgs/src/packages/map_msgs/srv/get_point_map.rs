// Written by ros-z-import from srv/GetPointMap.srv of map_msgs 2.4.0. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_service};

use crate::sensor_msgs::PointCloud2;

/// Asks for a map as a point cloud.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "map_msgs/srv/GetPointMap_Request")]
#[repr(C)]
pub struct GetPointMapRequest {}

/// A map as a point cloud.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "map_msgs/srv/GetPointMap_Response", view)]
pub struct GetPointMapResponse {
    /// The map.
    pub map: PointCloud2,
}

ros_service! {
    /// Asks for a map as a point cloud.
    pub GetPointMap: GetPointMapRequest => GetPointMapResponse
}
