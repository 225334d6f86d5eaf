// Written by ros-z-import from statistics_msgs 2.0.2. Change the definition and import it again.

//! Messages of `statistics_msgs`.

mod metrics_message;
mod statistic_data_point;
mod statistic_data_type;

pub use metrics_message::{MetricsMessage, MetricsMessageView};
pub use statistic_data_point::StatisticDataPoint;
pub use statistic_data_type::StatisticDataType;
