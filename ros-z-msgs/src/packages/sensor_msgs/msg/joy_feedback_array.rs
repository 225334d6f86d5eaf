// Written by ros-z-import from msg/JoyFeedbackArray.msg of sensor_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::sensor_msgs::JoyFeedback;

/// Commands to several actuators of a joystick.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "sensor_msgs", view, loan)]
pub struct JoyFeedbackArray {
    /// The commands.
    pub array: Vec<JoyFeedback>,
}
