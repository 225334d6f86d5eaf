// Written by ros-z-import from rcl_interfaces 2.0.3. Change the definition and import it again.

//! Services of `rcl_interfaces`.

mod describe_parameters;
mod get_logger_levels;
mod get_parameter_types;
mod get_parameters;
mod list_parameters;
mod set_logger_levels;
mod set_parameters;
mod set_parameters_atomically;

pub use describe_parameters::{
    DescribeParameters, DescribeParametersRequest, DescribeParametersRequestView,
    DescribeParametersResponse, DescribeParametersResponseView,
};
pub use get_logger_levels::{
    GetLoggerLevels, GetLoggerLevelsRequest, GetLoggerLevelsRequestView, GetLoggerLevelsResponse,
    GetLoggerLevelsResponseView,
};
pub use get_parameter_types::{
    GetParameterTypes, GetParameterTypesRequest, GetParameterTypesRequestView,
    GetParameterTypesResponse, GetParameterTypesResponseView,
};
pub use get_parameters::{
    GetParameters, GetParametersRequest, GetParametersRequestView, GetParametersResponse,
    GetParametersResponseView,
};
pub use list_parameters::{
    ListParameters, ListParametersRequest, ListParametersRequestView, ListParametersResponse,
    ListParametersResponseView,
};
pub use set_logger_levels::{
    SetLoggerLevels, SetLoggerLevelsRequest, SetLoggerLevelsRequestView, SetLoggerLevelsResponse,
    SetLoggerLevelsResponseView,
};
pub use set_parameters::{
    SetParameters, SetParametersRequest, SetParametersRequestView, SetParametersResponse,
    SetParametersResponseView,
};
pub use set_parameters_atomically::{
    SetParametersAtomically, SetParametersAtomicallyRequest, SetParametersAtomicallyRequestView,
    SetParametersAtomicallyResponse, SetParametersAtomicallyResponseView,
};
