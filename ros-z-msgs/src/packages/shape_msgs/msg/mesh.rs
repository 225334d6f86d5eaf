// Written by ros-z-import from msg/Mesh.msg of shape_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::geometry_msgs::Point;
use crate::shape_msgs::MeshTriangle;

/// A surface made of triangles.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "shape_msgs", view, loan)]
pub struct Mesh {
    /// The triangles.
    pub triangles: Vec<MeshTriangle>,
    /// The corners that triangles refer to, m.
    pub vertices: Vec<Point>,
}
