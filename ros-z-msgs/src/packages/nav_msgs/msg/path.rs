// Written by ros-z-import from msg/Path.msg of nav_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::geometry_msgs::PoseStamped;
use crate::std_msgs::Header;

/// A way to follow, as a series of poses.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "nav_msgs", view, loan)]
pub struct Path {
    /// Time of planning, and frame of the path.
    pub header: Header,
    /// The poses in order.
    pub poses: Vec<PoseStamped>,
}
