// Written by ros-z-import from srv/GetMapROI.srv of map_msgs 2.4.0. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_service};

use crate::nav_msgs::OccupancyGrid;

/// Asks for a rectangle of a map.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "map_msgs/srv/GetMapROI_Request")]
#[repr(C)]
pub struct GetMapROIRequest {
    /// Centre along X, m.
    pub x: f64,
    /// Centre along Y, m.
    pub y: f64,
    /// Extent along X, m.
    pub l_x: f64,
    /// Extent along Y, m.
    pub l_y: f64,
}

/// A part of a map.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "map_msgs/srv/GetMapROI_Response", view)]
pub struct GetMapROIResponse {
    /// The part.
    pub sub_map: OccupancyGrid,
}

ros_service! {
    /// Asks for a rectangle of a map.
    pub GetMapROI: GetMapROIRequest => GetMapROIResponse
}
