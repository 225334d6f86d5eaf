// Written by ros-z-import from msg/InteractiveMarkerFeedback.msg of visualization_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_constants};

use crate::geometry_msgs::{Point, Pose};
use crate::std_msgs::Header;

/// One action of a user on an interactive marker.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "visualization_msgs", view)]
pub struct InteractiveMarkerFeedback {
    /// Time, and frame of the pose.
    pub header: Header,
    /// Name of the tool that sends it.
    pub client_id: String,
    /// Name of the marker.
    pub marker_name: String,
    /// Name of the handle, if one was used.
    pub control_name: String,
    /// Kind of event: one of the constants.
    pub event_type: u8,
    /// Pose of the marker, for [`POSE_UPDATE`](Self::POSE_UPDATE).
    pub pose: Pose,
    /// Number of the entry, for [`MENU_SELECT`](Self::MENU_SELECT).
    pub menu_entry_id: u32,
    /// Point on the handle under the pointer, if known.
    pub mouse_point: Point,
    /// Whether `mouse_point` is known.
    pub mouse_point_valid: bool,
}

#[ros_constants]
impl InteractiveMarkerFeedback {
    /// The tool is still connected to the marker.
    pub const KEEP_ALIVE: u8 = 0;
    /// The marker was moved or turned.
    pub const POSE_UPDATE: u8 = 1;
    /// A menu entry was chosen.
    pub const MENU_SELECT: u8 = 2;
    /// A button was clicked.
    pub const BUTTON_CLICK: u8 = 3;
    /// A mouse button went down.
    pub const MOUSE_DOWN: u8 = 4;
    /// A mouse button went up.
    pub const MOUSE_UP: u8 = 5;
}
