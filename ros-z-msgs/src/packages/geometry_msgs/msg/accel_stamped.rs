// Written by ros-z-import from msg/AccelStamped.msg of geometry_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::geometry_msgs::Accel;
use crate::std_msgs::Header;

/// An [`Accel`] with a time and a frame.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "geometry_msgs", view)]
pub struct AccelStamped {
    /// Time, and frame of the accelerations.
    pub header: Header,
    /// The accelerations.
    pub accel: Accel,
}
