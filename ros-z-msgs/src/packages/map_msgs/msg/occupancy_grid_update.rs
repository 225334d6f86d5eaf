// Written by ros-z-import from msg/OccupancyGridUpdate.msg of map_msgs 2.4.0. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::std_msgs::Header;

/// A rectangle of new cells for an `OccupancyGrid`.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "map_msgs", view, loan)]
pub struct OccupancyGridUpdate {
    /// Time, and frame of the map.
    pub header: Header,
    /// Column of the first cell.
    pub x: i32,
    /// Row of the first cell.
    pub y: i32,
    /// Number of columns.
    pub width: u32,
    /// Number of rows.
    pub height: u32,
    /// The cells, row by row, as in `OccupancyGrid`.
    pub data: Vec<i8>,
}
