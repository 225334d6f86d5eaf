// Written by ros-z-import from msg/InteractiveMarkerUpdate.msg of visualization_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_constants};

use crate::visualization_msgs::{InteractiveMarker, InteractiveMarkerPose};

/// A change to the interactive markers of a server.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "visualization_msgs", view, loan)]
pub struct InteractiveMarkerUpdate {
    /// Name of the server.
    pub server_id: String,
    /// Number of this update; one higher than the previous number.
    pub seq_num: u64,
    /// Whether there is a change: [`KEEP_ALIVE`](Self::KEEP_ALIVE) or [`UPDATE`](Self::UPDATE).
    pub r#type: u8,
    /// Markers that are new or replaced.
    pub markers: Vec<InteractiveMarker>,
    /// Markers that only moved.
    pub poses: Vec<InteractiveMarkerPose>,
    /// Names of the markers that are gone.
    pub erases: Vec<String>,
}

#[ros_constants]
impl InteractiveMarkerUpdate {
    /// Nothing changed; the number equals the number of the last update.
    pub const KEEP_ALIVE: u8 = 0;
    /// Something changed; the number goes up by one.
    pub const UPDATE: u8 = 1;
}
