//! Services that every node offers for its parameters and loggers.
//! The parameters and levels they carry are messages.

use ros_z_core::{RosMessage, SizeEstimation, ros_service};

use super::{
    ListParametersResult, LoggerLevel, Parameter, ParameterDescriptor, ParameterValue, SetLoggerLevelsResult,
    SetParametersResult,
};

/// Asks for the descriptors of parameters.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "rcl_interfaces/srv/DescribeParameters_Request", view)]
pub struct DescribeParametersRequest {
    /// Names of the parameters.
    pub names: Vec<String>,
}

/// The descriptors of parameters.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "rcl_interfaces/srv/DescribeParameters_Response", view)]
pub struct DescribeParametersResponse {
    /// One for each name that was asked for, in that order.
    pub descriptors: Vec<ParameterDescriptor>,
}

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

/// Asks for the kinds of parameters.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "rcl_interfaces/srv/GetParameterTypes_Request", view)]
pub struct GetParameterTypesRequest {
    /// Names of the parameters.
    pub names: Vec<String>,
}

/// The kinds of parameters.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "rcl_interfaces/srv/GetParameterTypes_Response", view)]
pub struct GetParameterTypesResponse {
    /// A constant of [`ParameterType`](super::ParameterType) for each name, in that order.
    pub types: Vec<u8>,
}

/// Asks for the values of parameters.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "rcl_interfaces/srv/GetParameters_Request", view)]
pub struct GetParametersRequest {
    /// Names of the parameters.
    pub names: Vec<String>,
}

/// The values of parameters.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "rcl_interfaces/srv/GetParameters_Response", view)]
pub struct GetParametersResponse {
    /// One for each name that was asked for, in that order.
    pub values: Vec<ParameterValue>,
}

/// Asks for the names of parameters.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "rcl_interfaces/srv/ListParameters_Request", view)]
pub struct ListParametersRequest {
    /// Prefixes of the names that are wanted; all names if empty.
    pub prefixes: Vec<String>,
    /// Number of levels below the prefix, or [`DEPTH_RECURSIVE`](Self::DEPTH_RECURSIVE).
    pub depth: u64,
}

impl ListParametersRequest {
    /// No limit to the number of levels.
    pub const DEPTH_RECURSIVE: u64 = 0;
}

/// The names of parameters.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "rcl_interfaces/srv/ListParameters_Response", view)]
pub struct ListParametersResponse {
    /// The names and prefixes that were found.
    pub result: ListParametersResult,
}

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

/// Asks a node to set parameters, each on its own.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "rcl_interfaces/srv/SetParameters_Request", view)]
pub struct SetParametersRequest {
    /// The values to set.
    pub parameters: Vec<Parameter>,
}

/// Reports for each parameter whether it was set.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "rcl_interfaces/srv/SetParameters_Response", view)]
pub struct SetParametersResponse {
    /// One for each parameter, in the order of the request.
    pub results: Vec<SetParametersResult>,
}

/// Asks a node to set either all of the parameters or none.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "rcl_interfaces/srv/SetParametersAtomically_Request", view)]
pub struct SetParametersAtomicallyRequest {
    /// The values to set.
    pub parameters: Vec<Parameter>,
}

/// Reports whether the parameters were set.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "rcl_interfaces/srv/SetParametersAtomically_Response", view)]
pub struct SetParametersAtomicallyResponse {
    /// Outcome for all of them.
    pub result: SetParametersResult,
}

ros_service! {
    /// Asks for the descriptors of parameters.
    pub DescribeParameters: DescribeParametersRequest => DescribeParametersResponse
}

ros_service! {
    /// Asks for the levels of loggers.
    pub GetLoggerLevels: GetLoggerLevelsRequest => GetLoggerLevelsResponse
}

ros_service! {
    /// Asks for the kinds of parameters.
    pub GetParameterTypes: GetParameterTypesRequest => GetParameterTypesResponse
}

ros_service! {
    /// Asks for the values of parameters.
    pub GetParameters: GetParametersRequest => GetParametersResponse
}

ros_service! {
    /// Asks for the names of parameters.
    pub ListParameters: ListParametersRequest => ListParametersResponse
}

ros_service! {
    /// Asks a node to set the levels of loggers.
    pub SetLoggerLevels: SetLoggerLevelsRequest => SetLoggerLevelsResponse
}

ros_service! {
    /// Asks a node to set parameters, each on its own.
    pub SetParameters: SetParametersRequest => SetParametersResponse
}

ros_service! {
    /// Asks a node to set either all of the parameters or none.
    pub SetParametersAtomically: SetParametersAtomicallyRequest => SetParametersAtomicallyResponse
}
