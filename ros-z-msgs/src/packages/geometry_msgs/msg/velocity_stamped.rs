// Written by ros-z-import from msg/VelocityStamped.msg of geometry_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::geometry_msgs::Twist;
use crate::std_msgs::Header;

/// The velocity of one frame, seen from another and written in a third.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "geometry_msgs", view)]
pub struct VelocityStamped {
    /// Time, and frame of the components.
    pub header: Header,
    /// Frame that moves.
    pub body_frame_id: String,
    /// Frame that the motion is measured against.
    pub reference_frame_id: String,
    /// The velocities, m/s and rad/s.
    pub velocity: Twist,
}
