// Written by ros-z-import from msg/InteractiveMarkerInit.msg of visualization_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::visualization_msgs::InteractiveMarker;

/// All interactive markers of a server.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "visualization_msgs", view, loan)]
pub struct InteractiveMarkerInit {
    /// Name of the server.
    pub server_id: String,
    /// Number of the last update that is included.
    pub seq_num: u64,
    /// The markers.
    pub markers: Vec<InteractiveMarker>,
}
