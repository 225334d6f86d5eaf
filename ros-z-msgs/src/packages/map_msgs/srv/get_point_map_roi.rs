// Written by ros-z-import from srv/GetPointMapROI.srv of map_msgs 2.4.0. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_service};

use crate::sensor_msgs::PointCloud2;

/// Asks for a part of a map as a point cloud: a sphere or a box.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "map_msgs/srv/GetPointMapROI_Request")]
#[repr(C)]
pub struct GetPointMapROIRequest {
    /// Centre along X, m.
    pub x: f64,
    /// Centre along Y, m.
    pub y: f64,
    /// Centre along Z, m.
    pub z: f64,
    /// Radius of the sphere, m; 0 for a box.
    pub r: f64,
    /// Extent of the box along X, m.
    pub l_x: f64,
    /// Extent of the box along Y, m.
    pub l_y: f64,
    /// Extent of the box along Z, m.
    pub l_z: f64,
}

/// A part of a map as a point cloud.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "map_msgs/srv/GetPointMapROI_Response", view)]
pub struct GetPointMapROIResponse {
    /// The part.
    pub sub_map: PointCloud2,
}

ros_service! {
    /// Asks for a part of a map as a point cloud: a sphere or a box.
    pub GetPointMapROI: GetPointMapROIRequest => GetPointMapROIResponse
}
