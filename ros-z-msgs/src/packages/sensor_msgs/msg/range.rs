// Written by ros-z-import from msg/Range.msg of sensor_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_constants};

use crate::std_msgs::Header;

/// The distance to the nearest thing in the cone of a range finder.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "sensor_msgs", view)]
pub struct Range {
    /// Time of the measurement, and frame whose X axis the sensor looks along.
    pub header: Header,
    /// Radiation of the sensor: one of the constants.
    pub radiation_type: u8,
    /// Opening angle of the cone, rad.
    pub field_of_view: f32,
    /// Shortest valid range, m.
    pub min_range: f32,
    /// Longest valid range, m.
    pub max_range: f32,
    /// Measured distance, m; −∞ and +∞ from sensors that only distinguish near and far.
    pub range: f32,
    /// Variance of the distance, m²; 0 if unknown.
    pub variance: f32,
}

#[ros_constants]
impl Range {
    /// The sensor emits sound.
    pub const ULTRASOUND: u8 = 0;
    /// The sensor emits infrared light.
    pub const INFRARED: u8 = 1;
}
