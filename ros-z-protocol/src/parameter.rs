//! ROS parameters: their values, and the ones that the command line and parameter files set.

mod file_error;
mod node_pattern;
mod overrides;
mod rule_error;
mod scalar;
mod value;
mod yaml;

pub use file_error::ParameterFileError;
pub use node_pattern::NodePattern;
pub use overrides::ParameterOverrides;
pub use rule_error::ParameterRuleError;
pub use value::{ParameterType, ParameterValue};
