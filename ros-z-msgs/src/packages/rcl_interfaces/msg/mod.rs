// Written by ros-z-import from rcl_interfaces 2.0.3. Change the definition and import it again.

//! Messages of `rcl_interfaces`.

mod floating_point_range;
mod integer_range;
mod list_parameters_result;
mod log;
mod logger_level;
mod parameter;
mod parameter_descriptor;
mod parameter_event;
mod parameter_event_descriptors;
mod parameter_type;
mod parameter_value;
mod set_logger_levels_result;
mod set_parameters_result;

pub use floating_point_range::FloatingPointRange;
pub use integer_range::IntegerRange;
pub use list_parameters_result::{ListParametersResult, ListParametersResultView};
pub use log::{Log, LogView};
pub use logger_level::{LoggerLevel, LoggerLevelView};
pub use parameter::{Parameter, ParameterView};
pub use parameter_descriptor::{ParameterDescriptor, ParameterDescriptorView};
pub use parameter_event::{ParameterEvent, ParameterEventView};
pub use parameter_event_descriptors::{ParameterEventDescriptors, ParameterEventDescriptorsView};
pub use parameter_type::ParameterType;
pub use parameter_value::{ParameterValue, ParameterValueView};
pub use set_logger_levels_result::{SetLoggerLevelsResult, SetLoggerLevelsResultView};
pub use set_parameters_result::{SetParametersResult, SetParametersResultView};
