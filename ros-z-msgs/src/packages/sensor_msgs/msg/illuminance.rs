// Written by ros-z-import from msg/Illuminance.msg of sensor_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::std_msgs::Header;

/// The light that falls on a surface, weighted as the eye sees it.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "sensor_msgs", view)]
pub struct Illuminance {
    /// Time of the measurement, and frame whose X axis the sensor looks along.
    pub header: Header,
    /// Illuminance, lx.
    pub illuminance: f64,
    /// Variance of the illuminance, lx²; 0 if unknown.
    pub variance: f64,
}
