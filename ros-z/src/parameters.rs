//! Parameters of nodes: a struct describes them, tools list, read and set them, and a program reads a snapshot and
//! waits for changes.
//!
//! [`ZNode::parameters`](crate::ZNode::parameters) declares the parameters of a struct that derives
//! [`RosParameters`](trait@RosParameters). Every node serves its parameters to other nodes, as with `rclcpp`, unless
//! [`without_parameters`](crate::ZNodeBuilder::without_parameters) switches that off. Requests are answered on
//! zenoh's receive thread: a node needs no thread for them.

#[doc(hidden)]
#[path = "parameters/private.rs"]
pub mod __private;
mod answers;
mod declaration;
mod descriptor;
mod error;
mod event_publisher;
mod field;
mod follower;
mod handle;
mod list;
mod map;
mod message;
mod node_parameters;
mod outbox;
mod range;
mod store;
mod table;
mod typed;

pub use declaration::{ParameterVisitor, RosParameters};
pub use descriptor::ParameterDescriptor;
pub use error::ParameterError;
pub use field::{ParameterElement, ParameterField};
pub use handle::{ParameterChanges, Parameters};
pub use map::ParameterMap;
pub(crate) use node_parameters::{NodeParameters, ParameterSettings};
pub use range::{ParameterNumber, ParameterRange};
pub use ros_z_derive::RosParameters;
#[doc(no_inline)]
pub use ros_z_protocol::{ParameterType, ParameterValue};
pub(crate) use store::drop_elsewhere;
