// Written by ros-z-import from msg/StatisticDataType.msg of statistics_msgs 2.0.2. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_constants};

/// The kinds of statistic.
///
/// It has no fields: the constants are for `data_type` of [`StatisticDataPoint`].
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "statistics_msgs")]
#[repr(C)]
pub struct StatisticDataType {}

#[ros_constants]
impl StatisticDataType {
    /// The kind was not set.
    pub const STATISTICS_DATA_TYPE_UNINITIALIZED: u8 = 0;
    /// The mean.
    pub const STATISTICS_DATA_TYPE_AVERAGE: u8 = 1;
    /// The smallest value.
    pub const STATISTICS_DATA_TYPE_MINIMUM: u8 = 2;
    /// The largest value.
    pub const STATISTICS_DATA_TYPE_MAXIMUM: u8 = 3;
    /// The standard deviation.
    pub const STATISTICS_DATA_TYPE_STDDEV: u8 = 4;
    /// The number of samples.
    pub const STATISTICS_DATA_TYPE_SAMPLE_COUNT: u8 = 5;
}
