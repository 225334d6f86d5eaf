// Written by ros-z-import from msg/MapMetaData.msg of nav_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::builtin_interfaces::Time;
use crate::geometry_msgs::Pose;

/// The size, scale and place of an [`OccupancyGrid`].
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "nav_msgs")]
#[repr(C)]
pub struct MapMetaData {
    /// Time when the map was loaded.
    pub map_load_time: Time,
    /// Edge of a cell, m.
    pub resolution: f32,
    /// Number of cells along X.
    pub width: u32,
    /// Number of cells along Y.
    pub height: u32,
    /// Pose of the corner of cell (0, 0), m.
    pub origin: Pose,
}
