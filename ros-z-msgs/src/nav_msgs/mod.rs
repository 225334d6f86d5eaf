//! Odometry, paths and maps for navigation.
//! Single poses and velocities are in `geometry_msgs`.

mod occupancy_grid;
mod odometry;
mod path;
pub mod srv;

pub use occupancy_grid::{
    GridCells, GridCellsLoan, GridCellsView, MapMetaData, OccupancyGrid, OccupancyGridLoan, OccupancyGridView,
};
pub use odometry::{Odometry, OdometryView};
pub use path::{Path, PathLoan, PathView};
