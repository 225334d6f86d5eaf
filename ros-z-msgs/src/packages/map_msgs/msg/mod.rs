// Written by ros-z-import from map_msgs 2.4.0. Change the definition and import it again.

//! Messages of `map_msgs`.

mod occupancy_grid_update;
mod point_cloud2_update;
mod projected_map;
mod projected_map_info;

pub use occupancy_grid_update::{
    OccupancyGridUpdate, OccupancyGridUpdateLoan, OccupancyGridUpdateView,
};
pub use point_cloud2_update::{PointCloud2Update, PointCloud2UpdateLoan, PointCloud2UpdateView};
pub use projected_map::{ProjectedMap, ProjectedMapLoan, ProjectedMapView};
pub use projected_map_info::{ProjectedMapInfo, ProjectedMapInfoView};
