// Written by ros-z-import from msg/PolygonInstance.msg of geometry_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::geometry_msgs::Polygon;

/// A [`Polygon`] with a number that identifies it.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "geometry_msgs", view, loan)]
pub struct PolygonInstance {
    /// The outline.
    pub polygon: Polygon,
    /// Number that identifies this polygon.
    pub id: i64,
}
