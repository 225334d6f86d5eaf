// Written by ros-z-import from msg/OccupancyGrid.msg of nav_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::nav_msgs::MapMetaData;
use crate::std_msgs::Header;

/// A map of the plane with the probability that each cell is occupied.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "nav_msgs", view, loan)]
pub struct OccupancyGrid {
    /// Time of the map, and its frame.
    pub header: Header,
    /// Size, scale and place.
    pub info: MapMetaData,
    /// Occupancy of each cell, row by row from (0, 0), X fastest: 0 to 100 %, −1 unknown.
    pub data: Vec<i8>,
}
