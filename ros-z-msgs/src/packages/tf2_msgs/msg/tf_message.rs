// Written by ros-z-import from msg/TFMessage.msg of tf2_msgs 0.36.4. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::geometry_msgs::TransformStamped;

/// Any number of transforms, as published on `/tf` and `/tf_static`.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "tf2_msgs", view, loan)]
pub struct TFMessage {
    /// The transforms, each with its time and frames.
    pub transforms: Vec<TransformStamped>,
}
