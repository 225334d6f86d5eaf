// Written by ros-z-import from msg/Polygon.msg of geometry_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::geometry_msgs::Point32;

/// An outline; the last point joins the first.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "geometry_msgs", view, loan)]
pub struct Polygon {
    /// The corners in order.
    pub points: Vec<Point32>,
}
