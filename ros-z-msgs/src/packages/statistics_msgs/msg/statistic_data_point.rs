// Written by ros-z-import from msg/StatisticDataPoint.msg of statistics_msgs 2.0.2. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

/// One statistic.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "statistics_msgs")]
#[repr(C)]
pub struct StatisticDataPoint {
    /// Kind of statistic: a constant of [`StatisticDataType`].
    pub data_type: u8,
    /// Value.
    pub data: f64,
}
