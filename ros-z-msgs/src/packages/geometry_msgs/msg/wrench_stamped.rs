// Written by ros-z-import from msg/WrenchStamped.msg of geometry_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::geometry_msgs::Wrench;
use crate::std_msgs::Header;

/// A [`Wrench`] with a time and a frame.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "geometry_msgs", view)]
pub struct WrenchStamped {
    /// Time, and frame of the wrench.
    pub header: Header,
    /// The force and the torque.
    pub wrench: Wrench,
}
