// Written by ros-z-import from msg/Temperature.msg of sensor_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::std_msgs::Header;

/// A temperature.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "sensor_msgs", view)]
pub struct Temperature {
    /// Time of the measurement, and frame of the sensor.
    pub header: Header,
    /// Temperature, °C.
    pub temperature: f64,
    /// Variance of the temperature, °C²; 0 if unknown.
    pub variance: f64,
}
