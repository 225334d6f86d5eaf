//! The names that a program with one node needs: `use ros_z::prelude::*;`.

pub use crate::context::{ZContext, ZContextBuilder};
pub use crate::node::ZNode;
pub use crate::parameters::{ParameterChanges, Parameters, RosParameters};
pub use crate::publisher::Publisher;
pub use crate::sample::Sample;
pub use crate::subscriber::Subscriber;
pub use crate::{Error, Result, RosMessage, SizeEstimation};
pub use ros_z_protocol::QosProfile;
pub use ros_z_shm::{PublishPath, Published};
pub use std::time::Duration;
