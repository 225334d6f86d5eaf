// Written by ros-z-import from msg/PointStamped.msg of geometry_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::geometry_msgs::Point;
use crate::std_msgs::Header;

/// A [`Point`] with a time and a frame.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "geometry_msgs", view)]
pub struct PointStamped {
    /// Time, and frame of the coordinates.
    pub header: Header,
    /// The position.
    pub point: Point,
}
