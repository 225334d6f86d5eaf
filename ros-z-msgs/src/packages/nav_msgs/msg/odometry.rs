// Written by ros-z-import from msg/Odometry.msg of nav_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::geometry_msgs::{PoseWithCovariance, TwistWithCovariance};
use crate::std_msgs::Header;

/// An estimate of where a vehicle is and how it moves.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "nav_msgs", view)]
pub struct Odometry {
    /// Time of the estimate, and frame of the pose.
    pub header: Header,
    /// Frame of the twist, fixed to the vehicle.
    pub child_frame_id: String,
    /// Estimated pose in `header.frame_id`.
    pub pose: PoseWithCovariance,
    /// Estimated velocity in `child_frame_id`.
    pub twist: TwistWithCovariance,
}
