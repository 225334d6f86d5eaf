// Written by ros-z-import from msg/MultiEchoLaserScan.msg of sensor_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::sensor_msgs::LaserEcho;
use crate::std_msgs::Header;

/// One sweep of a planar laser range finder with several returns for a ray.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "sensor_msgs", view, loan)]
pub struct MultiEchoLaserScan {
    /// Time of the first ray, and frame whose Z axis the rays turn about, from X
    /// counter-clockwise.
    pub header: Header,
    /// Angle of the first ray, rad.
    pub angle_min: f32,
    /// Angle of the last ray, rad.
    pub angle_max: f32,
    /// Angle from one ray to the next, rad.
    pub angle_increment: f32,
    /// Time from one ray to the next, s.
    pub time_increment: f32,
    /// Time from one scan to the next, s.
    pub scan_time: f32,
    /// Shortest valid range, m.
    pub range_min: f32,
    /// Longest valid range, m.
    pub range_max: f32,
    /// Measured distances of each ray, m; +∞ too far to measure, −∞ too close, NaN erroneous.
    pub ranges: Vec<LaserEcho>,
    /// Strength of the returns of each ray in the device's own unit; empty if it has none.
    pub intensities: Vec<LaserEcho>,
}
