//! A set of statistics over a window of time.

use ros_z_core::{RosMessage, SizeEstimation};

use super::StatisticDataPoint;
use crate::builtin_interfaces::Time;

/// Statistics of one measured quantity over a window of time.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "statistics_msgs", view)]
pub struct MetricsMessage {
    /// Name of the node or process that measures.
    pub measurement_source_name: String,
    /// Name of the quantity, for example `message_age`.
    pub metrics_source: String,
    /// Unit of the quantity, for example `ms`.
    pub unit: String,
    /// Start of the window.
    pub window_start: Time,
    /// End of the window.
    pub window_stop: Time,
    /// The statistics.
    pub statistics: Vec<StatisticDataPoint>,
}
