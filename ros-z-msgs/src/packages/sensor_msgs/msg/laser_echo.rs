// Written by ros-z-import from msg/LaserEcho.msg of sensor_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

/// All returns of one ray.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "sensor_msgs", view, loan)]
pub struct LaserEcho {
    /// Ranges in m, or intensities in the device's own unit.
    pub echoes: Vec<f32>,
}
