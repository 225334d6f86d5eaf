// Written by ros-z-import from msg/ProjectedMap.msg of map_msgs 2.4.0. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::nav_msgs::OccupancyGrid;

/// A layer of a map in space, projected onto a plane.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "map_msgs", view, loan)]
pub struct ProjectedMap {
    /// The projection.
    pub map: OccupancyGrid,
    /// Lower end of the layer, m.
    pub min_z: f64,
    /// Upper end of the layer, m.
    pub max_z: f64,
}
