// Written by ros-z-import from srv/FrameGraph.srv of tf2_msgs 0.36.4. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_service};

/// Asks a transform buffer for its frames.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "tf2_msgs/srv/FrameGraph_Request")]
#[repr(C)]
pub struct FrameGraphRequest {}

/// The frames of a transform buffer.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "tf2_msgs/srv/FrameGraph_Response", view)]
pub struct FrameGraphResponse {
    /// The tree of frames, as YAML.
    pub frame_yaml: String,
}

ros_service! {
    /// Asks a transform buffer for its frames.
    pub FrameGraph: FrameGraphRequest => FrameGraphResponse
}
