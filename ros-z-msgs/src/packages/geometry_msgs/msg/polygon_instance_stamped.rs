// Written by ros-z-import from msg/PolygonInstanceStamped.msg of geometry_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::geometry_msgs::PolygonInstance;
use crate::std_msgs::Header;

/// A [`PolygonInstance`] with a time and a frame.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "geometry_msgs", view, loan)]
pub struct PolygonInstanceStamped {
    /// Time, and frame of the corners.
    pub header: Header,
    /// The outline and its number.
    pub polygon: PolygonInstance,
}
