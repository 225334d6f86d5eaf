// Written by ros-z-import from msg/QuaternionStamped.msg of geometry_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::geometry_msgs::Quaternion;
use crate::std_msgs::Header;

/// A [`Quaternion`] with a time and a frame.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "geometry_msgs", view)]
pub struct QuaternionStamped {
    /// Time, and frame of the orientation.
    pub header: Header,
    /// The orientation.
    pub quaternion: Quaternion,
}
