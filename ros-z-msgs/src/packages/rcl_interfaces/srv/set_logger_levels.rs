// Written by ros-z-import from srv/SetLoggerLevels.srv of rcl_interfaces 2.0.3. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_service};

use crate::rcl_interfaces::{LoggerLevel, SetLoggerLevelsResult};

/// Asks a node to set the levels of loggers.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "rcl_interfaces/srv/SetLoggerLevels_Request", view)]
pub struct SetLoggerLevelsRequest {
    /// The levels to set.
    pub levels: Vec<LoggerLevel>,
}

/// Reports for each level whether it was set.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "rcl_interfaces/srv/SetLoggerLevels_Response", view)]
pub struct SetLoggerLevelsResponse {
    /// One for each level, in the order of the request.
    pub results: Vec<SetLoggerLevelsResult>,
}

ros_service! {
    /// Asks a node to set the levels of loggers.
    pub SetLoggerLevels: SetLoggerLevelsRequest => SetLoggerLevelsResponse
}
