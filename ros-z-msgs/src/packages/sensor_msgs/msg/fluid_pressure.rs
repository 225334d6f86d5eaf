// Written by ros-z-import from msg/FluidPressure.msg of sensor_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::std_msgs::Header;

/// An absolute pressure of air or of another fluid.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "sensor_msgs", view)]
pub struct FluidPressure {
    /// Time of the measurement, and frame of the sensor.
    pub header: Header,
    /// Absolute pressure, Pa.
    pub fluid_pressure: f64,
    /// Variance of the pressure, Pa²; 0 if unknown.
    pub variance: f64,
}
