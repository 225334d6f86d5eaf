// Written by ros-z-import from msg/MagneticField.msg of sensor_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::geometry_msgs::Vector3;
use crate::std_msgs::Header;

/// The magnetic field at the sensor.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "sensor_msgs", view)]
pub struct MagneticField {
    /// Time of the measurement, and frame of the sensor.
    pub header: Header,
    /// Flux density along each axis, T; NaN for an axis without a sensor.
    pub magnetic_field: Vector3,
    /// Covariance of the flux density, 3 × 3, row by row, T²; all zeros if unknown.
    pub magnetic_field_covariance: [f64; 9],
}
