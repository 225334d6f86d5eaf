//! The message without content.

use ros_z_core::{RosMessage, SizeEstimation};

/// A message without fields: only its arrival counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "std_msgs")]
#[repr(C)]
pub struct Empty {}
