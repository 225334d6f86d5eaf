//! Surfaces made of triangles.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::geometry_msgs::Point;

/// One triangle of a [`Mesh`].
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "shape_msgs")]
#[repr(C)]
pub struct MeshTriangle {
    /// Indices of its corners in `vertices`.
    pub vertex_indices: [u32; 3],
}

/// A surface made of triangles.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "shape_msgs", view, loan)]
pub struct Mesh {
    /// The triangles.
    pub triangles: Vec<MeshTriangle>,
    /// The corners that triangles refer to, m.
    pub vertices: Vec<Point>,
}
