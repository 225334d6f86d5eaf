// Written by ros-z-import from msg/Goals.msg of nav_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::geometry_msgs::PoseStamped;
use crate::std_msgs::Header;

/// Several poses to reach.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "nav_msgs", view, loan)]
pub struct Goals {
    /// Time, and frame of the array.
    pub header: Header,
    /// The poses, each with its own time and frame.
    pub goals: Vec<PoseStamped>,
}
