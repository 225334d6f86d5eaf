// Written by ros-z-import from msg/Inertia.msg of geometry_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::geometry_msgs::Vector3;

/// The mass, centre of mass and inertia tensor of a body.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "geometry_msgs")]
#[repr(C)]
pub struct Inertia {
    /// Mass, kg.
    pub m: f64,
    /// Centre of mass, m.
    pub com: Vector3,
    /// Element (x, x) of the inertia tensor, kg·m².
    pub ixx: f64,
    /// Element (x, y) of the inertia tensor, kg·m².
    pub ixy: f64,
    /// Element (x, z) of the inertia tensor, kg·m².
    pub ixz: f64,
    /// Element (y, y) of the inertia tensor, kg·m².
    pub iyy: f64,
    /// Element (y, z) of the inertia tensor, kg·m².
    pub iyz: f64,
    /// Element (z, z) of the inertia tensor, kg·m².
    pub izz: f64,
}
