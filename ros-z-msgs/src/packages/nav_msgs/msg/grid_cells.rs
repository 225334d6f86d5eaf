// Written by ros-z-import from msg/GridCells.msg of nav_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::geometry_msgs::Point;
use crate::std_msgs::Header;

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
