// Written by ros-z-import from srv/SaveMap.srv of map_msgs 2.4.0. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_service};

/// Asks a server to write its map into a file.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "map_msgs/srv/SaveMap_Request", view)]
pub struct SaveMapRequest {
    /// Path of the file.
    pub filename: crate::std_msgs::String,
}

/// Confirms that the server has acted, without data.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "map_msgs/srv/SaveMap_Response")]
#[repr(C)]
pub struct SaveMapResponse {}

ros_service! {
    /// Asks a server to write its map into a file.
    pub SaveMap: SaveMapRequest => SaveMapResponse
}
