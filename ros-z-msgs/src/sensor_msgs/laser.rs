//! Scans of planar laser range finders. Clouds of points are in `point_cloud2`,
//! single distances in `range`.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::std_msgs::Header;

/// One sweep of a planar laser range finder.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "sensor_msgs", view, loan)]
pub struct LaserScan {
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
    /// Measured distances, m; to be discarded outside `range_min` to `range_max`.
    pub ranges: Vec<f32>,
    /// Strength of each return in the device's own unit; empty if it has none.
    pub intensities: Vec<f32>,
}

/// All returns of one ray.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "sensor_msgs", view, loan)]
pub struct LaserEcho {
    /// Ranges in m, or intensities in the device's own unit.
    pub echoes: Vec<f32>,
}

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
