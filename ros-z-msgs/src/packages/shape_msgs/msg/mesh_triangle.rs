// Written by ros-z-import from msg/MeshTriangle.msg of shape_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

/// One triangle of a [`Mesh`].
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "shape_msgs")]
#[repr(C)]
pub struct MeshTriangle {
    /// Indices of its corners in `vertices`.
    pub vertex_indices: [u32; 3],
}
