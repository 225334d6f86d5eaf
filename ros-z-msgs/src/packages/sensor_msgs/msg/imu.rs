// Written by ros-z-import from msg/Imu.msg of sensor_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::geometry_msgs::{Quaternion, Vector3};
use crate::std_msgs::Header;

/// The measurements of an inertial measurement unit.
///
/// The covariances are 3 × 3, row by row, about X, Y, Z. All zeros means unknown; −1 in the first
/// element means that the quantity itself is not measured.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "sensor_msgs", view)]
pub struct Imu {
    /// Time of the measurement, and frame of the sensor.
    pub header: Header,
    /// Orientation of the sensor in a fixed frame.
    pub orientation: Quaternion,
    /// Covariance of the orientation, rad².
    pub orientation_covariance: [f64; 9],
    /// Angular velocity, rad/s.
    pub angular_velocity: Vector3,
    /// Covariance of the angular velocity, (rad/s)².
    pub angular_velocity_covariance: [f64; 9],
    /// Linear acceleration as an accelerometer feels it, at rest 9.81 upwards, m/s².
    pub linear_acceleration: Vector3,
    /// Covariance of the linear acceleration, (m/s²)².
    pub linear_acceleration_covariance: [f64; 9],
}
