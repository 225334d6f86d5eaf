// Written by ros-z-import from msg/RelativeHumidity.msg of sensor_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::std_msgs::Header;

/// The relative humidity of air.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "sensor_msgs", view)]
pub struct RelativeHumidity {
    /// Time of the measurement, and frame of the sensor.
    pub header: Header,
    /// Ratio of the vapour pressure to the pressure of saturated vapour, 0 to 1.
    pub relative_humidity: f64,
    /// Variance of the ratio; 0 if unknown.
    pub variance: f64,
}
