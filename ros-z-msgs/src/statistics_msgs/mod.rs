//! Statistics of topics and other measurements. Health reports are in `diagnostic_msgs`.

mod metrics_message;
mod statistic_data;

pub use metrics_message::{MetricsMessage, MetricsMessageView};
pub use statistic_data::{StatisticDataPoint, StatisticDataType};
