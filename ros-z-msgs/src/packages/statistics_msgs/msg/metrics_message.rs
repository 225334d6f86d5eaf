// Written by ros-z-import from msg/MetricsMessage.msg of statistics_msgs 2.0.2. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::builtin_interfaces::Time;
use crate::statistics_msgs::StatisticDataPoint;

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
