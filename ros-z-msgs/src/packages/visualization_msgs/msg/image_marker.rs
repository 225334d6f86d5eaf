// Written by ros-z-import from msg/ImageMarker.msg of visualization_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_constants};

use crate::builtin_interfaces::Duration;
use crate::geometry_msgs::Point;
use crate::std_msgs::{ColorRGBA, Header};

/// A shape to be drawn on an image, or removed from it.
///
/// Positions are pixels; `z` is not used.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "visualization_msgs", view, loan)]
pub struct ImageMarker {
    /// Time, and frame of the image.
    pub header: Header,
    /// Namespace of the marker.
    pub ns: String,
    /// Number of the marker in its namespace.
    pub id: i32,
    /// Shape: one of the constants from [`CIRCLE`](Self::CIRCLE) to [`POINTS`](Self::POINTS).
    pub r#type: i32,
    /// Action: [`ADD`](Self::ADD) or [`REMOVE`](Self::REMOVE).
    pub action: i32,
    /// Centre of a circle, px.
    pub position: Point,
    /// Diameter of a circle, or width of lines and points, px.
    pub scale: f32,
    /// Colour of the outline.
    pub outline_color: ColorRGBA,
    /// Whether to fill the shape: 0 no, 1 yes.
    pub filled: u8,
    /// Colour of the inside.
    pub fill_color: ColorRGBA,
    /// Time until the marker vanishes; 0 means never.
    pub lifetime: Duration,
    /// Corners of lines and polygons, px.
    pub points: Vec<Point>,
    /// Colour for each line or point, or empty.
    pub outline_colors: Vec<ColorRGBA>,
}

#[ros_constants]
impl ImageMarker {
    /// A circle.
    pub const CIRCLE: i32 = 0;
    /// A line through all points.
    pub const LINE_STRIP: i32 = 1;
    /// A line between each pair of points.
    pub const LINE_LIST: i32 = 2;
    /// A closed outline.
    pub const POLYGON: i32 = 3;
    /// A dot at each point.
    pub const POINTS: i32 = 4;
    /// Create the marker, or replace it.
    pub const ADD: i32 = 0;
    /// Remove the marker.
    pub const REMOVE: i32 = 1;
}
