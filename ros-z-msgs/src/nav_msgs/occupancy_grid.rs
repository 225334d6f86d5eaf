//! Grid maps. The services that load and hand them out are in `srv`.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::builtin_interfaces::Time;
use crate::geometry_msgs::{Point, Pose};
use crate::std_msgs::Header;

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

/// A set of cells of a grid.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "nav_msgs", view, loan)]
pub struct GridCells {
    /// Time, and frame of the cells.
    pub header: Header,
    /// Extent of a cell along X, m.
    pub cell_width: f32,
    /// Extent of a cell along Y, m.
    pub cell_height: f32,
    /// Centres of the cells, m.
    pub cells: Vec<Point>,
}
