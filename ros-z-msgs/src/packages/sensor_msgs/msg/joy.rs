// Written by ros-z-import from msg/Joy.msg of sensor_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::std_msgs::Header;

/// The axes and buttons of a joystick.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "sensor_msgs", view, loan)]
pub struct Joy {
    /// Time when the state was read.
    pub header: Header,
    /// Deflection of each axis, −1 to 1.
    pub axes: Vec<f32>,
    /// State of each button: 0 released, 1 pressed.
    pub buttons: Vec<i32>,
}
