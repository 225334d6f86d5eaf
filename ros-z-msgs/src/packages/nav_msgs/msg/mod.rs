// Written by ros-z-import from nav_msgs 5.3.6. Change the definition and import it again.

//! Messages of `nav_msgs`.

mod goals;
mod grid_cells;
mod map_meta_data;
mod occupancy_grid;
mod odometry;
mod path;

pub use goals::{Goals, GoalsLoan, GoalsView};
pub use grid_cells::{GridCells, GridCellsLoan, GridCellsView};
pub use map_meta_data::MapMetaData;
pub use occupancy_grid::{OccupancyGrid, OccupancyGridLoan, OccupancyGridView};
pub use odometry::{Odometry, OdometryView};
pub use path::{Path, PathLoan, PathView};
