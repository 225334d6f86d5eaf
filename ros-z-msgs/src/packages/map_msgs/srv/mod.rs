// Written by ros-z-import from map_msgs 2.4.0. Change the definition and import it again.

//! Services of `map_msgs`.

mod get_map_roi;
mod get_point_map;
mod get_point_map_roi;
mod projected_maps_info;
mod save_map;
mod set_map_projections;

pub use get_map_roi::{GetMapROI, GetMapROIRequest, GetMapROIResponse, GetMapROIResponseView};
pub use get_point_map::{
    GetPointMap, GetPointMapRequest, GetPointMapResponse, GetPointMapResponseView,
};
pub use get_point_map_roi::{
    GetPointMapROI, GetPointMapROIRequest, GetPointMapROIResponse, GetPointMapROIResponseView,
};
pub use projected_maps_info::{
    ProjectedMapsInfo, ProjectedMapsInfoRequest, ProjectedMapsInfoRequestView,
    ProjectedMapsInfoResponse,
};
pub use save_map::{SaveMap, SaveMapRequest, SaveMapRequestView, SaveMapResponse};
pub use set_map_projections::{
    SetMapProjections, SetMapProjectionsRequest, SetMapProjectionsResponse,
    SetMapProjectionsResponseView,
};
