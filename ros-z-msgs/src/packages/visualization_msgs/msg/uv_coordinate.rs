// Written by ros-z-import from msg/UVCoordinate.msg of visualization_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

/// A position in a texture.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "visualization_msgs")]
#[repr(C)]
pub struct UVCoordinate {
    /// Position as a fraction of the texture's width, 0 to 1.
    pub u: f32,
    /// Position as a fraction of the texture's height, 0 to 1.
    pub v: f32,
}
