//! Outlines made of points. Solid shapes are in `shape_msgs`.

use ros_z_core::{RosMessage, SizeEstimation};

use super::Point32;
use crate::std_msgs::Header;

/// An outline; the last point joins the first.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "geometry_msgs", view, loan)]
pub struct Polygon {
    /// The corners in order.
    pub points: Vec<Point32>,
}

/// A [`Polygon`] with a number that identifies it.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "geometry_msgs", view, loan)]
pub struct PolygonInstance {
    /// The outline.
    pub polygon: Polygon,
    /// Number that identifies this polygon.
    pub id: i64,
}

/// A [`Polygon`] with a time and a frame.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "geometry_msgs", view, loan)]
pub struct PolygonStamped {
    /// Time, and frame of the corners.
    pub header: Header,
    /// The outline.
    pub polygon: Polygon,
}

/// A [`PolygonInstance`] with a time and a frame.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "geometry_msgs", view, loan)]
pub struct PolygonInstanceStamped {
    /// Time, and frame of the corners.
    pub header: Header,
    /// The outline and its number.
    pub polygon: PolygonInstance,
}
