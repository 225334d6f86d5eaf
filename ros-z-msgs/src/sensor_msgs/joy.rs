//! Joysticks and game pads, and their feedback.

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

impl JoyFeedback {
    /// A light.
    pub const TYPE_LED: u8 = 0;
    /// A vibration motor.
    pub const TYPE_RUMBLE: u8 = 1;
    /// A buzzer.
    pub const TYPE_BUZZER: u8 = 2;
}

/// Commands to several actuators of a joystick.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "sensor_msgs", view, loan)]
pub struct JoyFeedbackArray {
    /// The commands.
    pub array: Vec<JoyFeedback>,
}
