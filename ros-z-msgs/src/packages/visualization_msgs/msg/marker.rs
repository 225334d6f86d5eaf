// Written by ros-z-import from msg/Marker.msg of visualization_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_constants};

use crate::builtin_interfaces::Duration;
use crate::geometry_msgs::{Point, Pose, Vector3};
use crate::sensor_msgs::CompressedImage;
use crate::std_msgs::{ColorRGBA, Header};
use crate::visualization_msgs::{MeshFile, UVCoordinate};

/// A shape to be drawn, changed or removed.
///
/// A marker is identified by `ns` and `id` together.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "visualization_msgs", view, loan)]
pub struct Marker {
    /// Time, and frame that the marker is placed in.
    pub header: Header,
    /// Namespace of the marker.
    pub ns: String,
    /// Number of the marker in its namespace.
    pub id: i32,
    /// Shape: one of the constants from [`ARROW`](Self::ARROW) to
    /// [`ARROW_STRIP`](Self::ARROW_STRIP).
    pub r#type: i32,
    /// Action: [`ADD`](Self::ADD), [`DELETE`](Self::DELETE) or [`DELETEALL`](Self::DELETEALL).
    pub action: i32,
    /// Pose of the shape.
    pub pose: Pose,
    /// Size along each axis, m; 1 for a mesh in its own size.
    pub scale: Vector3,
    /// Colour of the shape.
    pub color: ColorRGBA,
    /// Time until the marker vanishes; 0 means never.
    pub lifetime: Duration,
    /// Whether the marker follows its frame.
    pub frame_locked: bool,
    /// Points of line, list and strip shapes and of arrows, m.
    pub points: Vec<Point>,
    /// Colour for each of `points`, or empty.
    pub colors: Vec<ColorRGBA>,
    /// URI of the texture; `embedded://…` for the one in `texture`.
    pub texture_resource: String,
    /// Texture that travels with the message.
    pub texture: CompressedImage,
    /// Position in the texture for each of `points`.
    pub uv_coordinates: Vec<UVCoordinate>,
    /// Text to be shown by [`TEXT_VIEW_FACING`](Self::TEXT_VIEW_FACING).
    pub text: String,
    /// URI of the mesh; `embedded://…` for the one in `mesh_file`.
    pub mesh_resource: String,
    /// Mesh that travels with the message.
    pub mesh_file: MeshFile,
    /// Whether to use the materials of the mesh in place of `color`.
    pub mesh_use_embedded_materials: bool,
}

#[ros_constants]
impl Marker {
    /// An arrow.
    pub const ARROW: i32 = 0;
    /// A box.
    pub const CUBE: i32 = 1;
    /// An ellipsoid.
    pub const SPHERE: i32 = 2;
    /// A cylinder along Z.
    pub const CYLINDER: i32 = 3;
    /// A line through all points.
    pub const LINE_STRIP: i32 = 4;
    /// A line between each pair of points.
    pub const LINE_LIST: i32 = 5;
    /// A box at each point.
    pub const CUBE_LIST: i32 = 6;
    /// A sphere at each point.
    pub const SPHERE_LIST: i32 = 7;
    /// A flat square at each point.
    pub const POINTS: i32 = 8;
    /// Text that faces the viewer.
    pub const TEXT_VIEW_FACING: i32 = 9;
    /// A mesh.
    pub const MESH_RESOURCE: i32 = 10;
    /// A triangle for every three points.
    pub const TRIANGLE_LIST: i32 = 11;
    /// An arrow from each point to the next.
    pub const ARROW_STRIP: i32 = 12;
    /// Create the marker, or replace it.
    pub const ADD: i32 = 0;
    /// Another name for [`ADD`](Self::ADD).
    pub const MODIFY: i32 = 0;
    /// Remove the marker.
    pub const DELETE: i32 = 2;
    /// Remove all markers.
    pub const DELETEALL: i32 = 3;
}
