// Written by ros-z-import from msg/TwistStamped.msg of geometry_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::geometry_msgs::Twist;
use crate::std_msgs::Header;

/// A [`Twist`] with a time and a frame.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "geometry_msgs", view)]
pub struct TwistStamped {
    /// Time, and frame of the velocities.
    pub header: Header,
    /// The velocities.
    pub twist: Twist,
}
