// Written by ros-z-import from srv/GetPlan.srv of nav_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_service};

use crate::geometry_msgs::PoseStamped;
use crate::nav_msgs::Path;

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

ros_service! {
    /// Asks for a path from one pose to another.
    pub GetPlan: GetPlanRequest => GetPlanResponse
}
