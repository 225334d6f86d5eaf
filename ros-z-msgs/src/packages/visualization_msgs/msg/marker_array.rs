// Written by ros-z-import from msg/MarkerArray.msg of visualization_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::visualization_msgs::Marker;

/// Any number of markers in one message.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "visualization_msgs", view, loan)]
pub struct MarkerArray {
    /// The markers.
    pub markers: Vec<Marker>,
}
