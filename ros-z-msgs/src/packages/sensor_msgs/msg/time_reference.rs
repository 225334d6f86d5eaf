// Written by ros-z-import from msg/TimeReference.msg of sensor_msgs 5.3.6. Change the definition and import it again.

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
