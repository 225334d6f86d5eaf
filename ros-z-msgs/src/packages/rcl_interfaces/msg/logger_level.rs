// Written by ros-z-import from msg/LoggerLevel.msg of rcl_interfaces 2.0.3. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_constants};

/// The level from which a logger lets lines pass.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "rcl_interfaces", view)]
pub struct LoggerLevel {
    /// Name of the logger.
    pub name: String,
    /// The level: one of the constants.
    pub level: u32,
}

#[ros_constants]
impl LoggerLevel {
    /// The level is unknown.
    pub const LOG_LEVEL_UNKNOWN: u8 = 0;
    /// Everything passes.
    pub const LOG_LEVEL_DEBUG: u8 = 10;
    /// Information and everything above passes.
    pub const LOG_LEVEL_INFO: u8 = 20;
    /// Warnings and everything above pass.
    pub const LOG_LEVEL_WARN: u8 = 30;
    /// Errors and everything above pass.
    pub const LOG_LEVEL_ERROR: u8 = 40;
    /// Only fatal errors pass.
    pub const LOG_LEVEL_FATAL: u8 = 50;
}
