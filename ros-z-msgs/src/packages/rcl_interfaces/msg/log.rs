// Written by ros-z-import from msg/Log.msg of rcl_interfaces 2.0.3. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_constants};

use crate::builtin_interfaces::Time;

/// A log line, as published on `/rosout`.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "rcl_interfaces", view)]
pub struct Log {
    /// Time when it was logged.
    pub stamp: Time,
    /// Severity: one of the constants.
    pub level: u8,
    /// Name of the logger.
    pub name: String,
    /// Text of the line.
    pub msg: String,
    /// Source file that it comes from.
    pub file: String,
    /// Function that it comes from.
    pub function: String,
    /// Line in `file`.
    pub line: u32,
}

#[ros_constants]
impl Log {
    /// For finding faults.
    pub const DEBUG: u8 = 10;
    /// For information.
    pub const INFO: u8 = 20;
    /// Something may be wrong.
    pub const WARN: u8 = 30;
    /// Something is wrong, and was dealt with.
    pub const ERROR: u8 = 40;
    /// The node cannot go on.
    pub const FATAL: u8 = 50;
}
