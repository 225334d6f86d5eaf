//! Readings of clocks outside the computer. The clock of a simulation is in `rosgraph_msgs`.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::builtin_interfaces::Time;
use crate::std_msgs::Header;

/// The time of an outside clock, taken at a known system time.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "sensor_msgs", view)]
pub struct TimeReference {
    /// System time of the reading; the frame is not used.
    pub header: Header,
    /// Time that the outside clock showed.
    pub time_ref: Time,
    /// Name of the outside clock.
    pub source: String,
}
