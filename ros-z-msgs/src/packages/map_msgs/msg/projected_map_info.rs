// Written by ros-z-import from msg/ProjectedMapInfo.msg of map_msgs 2.4.0. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

/// The bounds of a projected map.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "map_msgs", view)]
pub struct ProjectedMapInfo {
    /// Frame of the map.
    pub frame_id: String,
    /// Smallest coordinate along X, m.
    pub x: f64,
    /// Smallest coordinate along Y, m.
    pub y: f64,
    /// Extent along X, m.
    pub width: f64,
    /// Extent along Y, m.
    pub height: f64,
    /// Lower end of the layer, m.
    pub min_z: f64,
    /// Upper end of the layer, m.
    pub max_z: f64,
}
