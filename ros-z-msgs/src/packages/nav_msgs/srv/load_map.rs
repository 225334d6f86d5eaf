// Written by ros-z-import from srv/LoadMap.srv of nav_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_constants, ros_service};

use crate::nav_msgs::OccupancyGrid;

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

#[ros_constants]
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

ros_service! {
    /// Asks a map server to load another map.
    pub LoadMap: LoadMapRequest => LoadMapResponse
}
