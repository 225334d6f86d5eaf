// Written by ros-z-import from msg/Vector3Stamped.msg of geometry_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::geometry_msgs::Vector3;
use crate::std_msgs::Header;

/// A [`Vector3`] with a time and a frame.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "geometry_msgs", view)]
pub struct Vector3Stamped {
    /// Time, and frame of the components.
    pub header: Header,
    /// The vector.
    pub vector: Vector3,
}
