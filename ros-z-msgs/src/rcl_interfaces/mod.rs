//! Parameters, log lines and logger levels, which every node has.
//! Services that carry them are in `srv`.

mod log;
mod logger_level;
mod parameter;
mod parameter_descriptor;
mod parameter_event;
mod parameter_result;
pub mod srv;

pub use log::Log;
pub use logger_level::{LoggerLevel, SetLoggerLevelsResult};
pub use parameter::{Parameter, ParameterType, ParameterValue};
pub use parameter_descriptor::{FloatingPointRange, IntegerRange, ParameterDescriptor};
pub use parameter_event::{ParameterEvent, ParameterEventDescriptors};
pub use parameter_result::{ListParametersResult, SetParametersResult};
