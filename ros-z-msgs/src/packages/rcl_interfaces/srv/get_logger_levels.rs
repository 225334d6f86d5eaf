// Written by ros-z-import from srv/GetLoggerLevels.srv of rcl_interfaces 2.0.3. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_service};

use crate::rcl_interfaces::LoggerLevel;

/// Asks for the levels of loggers.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "rcl_interfaces/srv/GetLoggerLevels_Request", view)]
pub struct GetLoggerLevelsRequest {
    /// Names of the loggers.
    pub names: Vec<String>,
}

/// The levels of loggers.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "rcl_interfaces/srv/GetLoggerLevels_Response", view)]
pub struct GetLoggerLevelsResponse {
    /// One for each name that was asked for, in that order.
    pub levels: Vec<LoggerLevel>,
}

ros_service! {
    /// Asks for the levels of loggers.
    pub GetLoggerLevels: GetLoggerLevelsRequest => GetLoggerLevelsResponse
}
