// Written by ros-z-import from msg/PolygonStamped.msg of geometry_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::geometry_msgs::Polygon;
use crate::std_msgs::Header;

/// A [`Polygon`] with a time and a frame.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "geometry_msgs", view, loan)]
pub struct PolygonStamped {
    /// Time, and frame of the corners.
    pub header: Header,
    /// The outline.
    pub polygon: Polygon,
}
