// Written by ros-z-import from nav_msgs 5.3.6. Change the definition and import it again.

//! Services of `nav_msgs`.

mod get_map;
mod get_plan;
mod load_map;
mod set_map;

pub use get_map::{GetMap, GetMapRequest, GetMapResponse, GetMapResponseView};
pub use get_plan::{
    GetPlan, GetPlanRequest, GetPlanRequestView, GetPlanResponse, GetPlanResponseView,
};
pub use load_map::{
    LoadMap, LoadMapRequest, LoadMapRequestView, LoadMapResponse, LoadMapResponseView,
};
pub use set_map::{SetMap, SetMapRequest, SetMapRequestView, SetMapResponse};
