// Written by ros-z-import from srv/SetMapProjections.srv of map_msgs 2.4.0. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_service};

use crate::map_msgs::ProjectedMapInfo;

/// Asks for the bounds of the projected maps.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "map_msgs/srv/SetMapProjections_Request")]
#[repr(C)]
pub struct SetMapProjectionsRequest {}

/// The bounds of the projected maps.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "map_msgs/srv/SetMapProjections_Response", view)]
pub struct SetMapProjectionsResponse {
    /// The bounds.
    pub projected_maps_info: Vec<ProjectedMapInfo>,
}

ros_service! {
    /// Asks for the bounds of the projected maps.
    pub SetMapProjections: SetMapProjectionsRequest => SetMapProjectionsResponse
}
