//! The part of `ros_z::parameters` that derived code uses.

#[path = "../../ros-z/src/parameters/private.rs"]
pub mod __private;
#[path = "../../ros-z/src/parameters/declaration.rs"]
mod declaration;
#[path = "../../ros-z/src/parameters/descriptor.rs"]
mod descriptor;
#[path = "../../ros-z/src/parameters/error.rs"]
mod error;
#[path = "../../ros-z/src/parameters/field.rs"]
mod field;
#[path = "../../ros-z/src/parameters/range.rs"]
mod range;
#[path = "../../ros-z/src/parameters/table.rs"]
mod table;

pub use declaration::{ParameterVisitor, RosParameters};
pub use descriptor::ParameterDescriptor;
pub use error::ParameterError;
pub use field::{ParameterElement, ParameterField};
pub use range::{ParameterNumber, ParameterRange};
pub use ros_z_derive::RosParameters;
pub use ros_z_protocol::{ParameterType, ParameterValue};
