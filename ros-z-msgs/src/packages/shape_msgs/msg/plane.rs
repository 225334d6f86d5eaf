// Written by ros-z-import from msg/Plane.msg of shape_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

/// An infinite plane: all points with a·x + b·y + c·z + d = 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "shape_msgs")]
#[repr(C)]
pub struct Plane {
    /// The coefficients a, b, c, d.
    pub coef: [f64; 4],
}
