//! Services of map servers and planners. The maps and paths they carry are messages.

use ros_z_core::{RosMessage, SizeEstimation, ros_service};

use super::{OccupancyGrid, Path};
use crate::geometry_msgs::{PoseStamped, PoseWithCovarianceStamped};

/// Asks for the map.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "nav_msgs/srv/GetMap_Request")]
#[repr(C)]
pub struct GetMapRequest {}

/// The map.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "nav_msgs/srv/GetMap_Response", view)]
pub struct GetMapResponse {
    /// The map now in use.
    pub map: OccupancyGrid,
}

/// Asks for a path from one pose to another.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "nav_msgs/srv/GetPlan_Request", view)]
pub struct GetPlanRequest {
    /// Start of the path.
    pub start: PoseStamped,
    /// Goal of the path.
    pub goal: PoseStamped,
    /// Distance from the goal that is near enough if it cannot be reached, m.
    pub tolerance: f32,
}

/// The way that was found.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "nav_msgs/srv/GetPlan_Response", view)]
pub struct GetPlanResponse {
    /// The way; empty if there is none.
    pub plan: Path,
}

/// Asks a map server to load another map.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "nav_msgs/srv/LoadMap_Request", view)]
pub struct LoadMapRequest {
    /// URL of the map, for example `file:///maps/hall.yaml`.
    pub map_url: String,
}

/// The map that was loaded.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "nav_msgs/srv/LoadMap_Response", view)]
pub struct LoadMapResponse {
    /// The map; only valid on success.
    pub map: OccupancyGrid,
    /// Outcome: one of the constants.
    pub result: u8,
}

impl LoadMapResponse {
    /// The map was loaded.
    pub const RESULT_SUCCESS: u8 = 0;
    /// There is no such map.
    pub const RESULT_MAP_DOES_NOT_EXIST: u8 = 1;
    /// The data of the map are invalid.
    pub const RESULT_INVALID_MAP_DATA: u8 = 2;
    /// The description of the map is invalid.
    pub const RESULT_INVALID_MAP_METADATA: u8 = 3;
    /// Loading failed for another reason.
    pub const RESULT_UNDEFINED_FAILURE: u8 = 255;
}

/// Asks a localizer to use another map and pose.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "nav_msgs/srv/SetMap_Request", view)]
pub struct SetMapRequest {
    /// The map.
    pub map: OccupancyGrid,
    /// Pose of the robot in the map.
    pub initial_pose: PoseWithCovarianceStamped,
}

/// Reports whether the map is in use.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "nav_msgs/srv/SetMap_Response")]
#[repr(C)]
pub struct SetMapResponse {
    /// Whether it is.
    pub success: bool,
}

ros_service! {
    /// Asks for the map.
    pub GetMap: GetMapRequest => GetMapResponse
}

ros_service! {
    /// Asks for a path from one pose to another.
    pub GetPlan: GetPlanRequest => GetPlanResponse
}

ros_service! {
    /// Asks a map server to load another map.
    pub LoadMap: LoadMapRequest => LoadMapResponse
}

ros_service! {
    /// Asks a localizer to use another map and pose.
    pub SetMap: SetMapRequest => SetMapResponse
}
