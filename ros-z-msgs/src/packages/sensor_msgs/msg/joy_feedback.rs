// Written by ros-z-import from msg/JoyFeedback.msg of sensor_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_constants};

/// A command to one light, motor or buzzer of a joystick.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "sensor_msgs")]
#[repr(C)]
pub struct JoyFeedback {
    /// Kind of actuator: one of the constants.
    pub r#type: u8,
    /// Number of the actuator among the actuators of its kind.
    pub id: u8,
    /// Strength, 0 to 1; a light or a buzzer that only switches is on from 0.5.
    pub intensity: f32,
}

#[ros_constants]
impl JoyFeedback {
    /// A light.
    pub const TYPE_LED: u8 = 0;
    /// A vibration motor.
    pub const TYPE_RUMBLE: u8 = 1;
    /// A buzzer.
    pub const TYPE_BUZZER: u8 = 2;
}
