//! Parameters, log lines and logger levels, which every node has.
//! Services that carry them are in `srv`.

mod log;
mod logger_level;
mod parameter;
mod parameter_descriptor;
mod parameter_event;
mod parameter_result;
pub mod srv;

pub use log::{Log, LogView};
pub use logger_level::{LoggerLevel, LoggerLevelView, SetLoggerLevelsResult, SetLoggerLevelsResultView};
pub use parameter::{Parameter, ParameterType, ParameterValue, ParameterValueView, ParameterView};
pub use parameter_descriptor::{
    FloatingPointRange, IntegerRange, ParameterDescriptor, ParameterDescriptorView,
};
pub use parameter_event::{
    ParameterEvent, ParameterEventDescriptors, ParameterEventDescriptorsView, ParameterEventView,
};
pub use parameter_result::{
    ListParametersResult, ListParametersResultView, SetParametersResult, SetParametersResultView,
};
