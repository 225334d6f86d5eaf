// Written by ros-z-import from msg/InteractiveMarker.msg of visualization_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::geometry_msgs::Pose;
use crate::std_msgs::Header;
use crate::visualization_msgs::{InteractiveMarkerControl, MenuEntry};

/// A thing in space that people can move, turn and click.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "visualization_msgs", view, loan)]
pub struct InteractiveMarker {
    /// Time, and frame of the pose.
    pub header: Header,
    /// Pose of the marker.
    pub pose: Pose,
    /// Name that identifies the marker.
    pub name: String,
    /// Short text for users.
    pub description: String,
    /// Size of the default handles, m.
    pub scale: f32,
    /// Entries of the menu, parents before children.
    pub menu_entries: Vec<MenuEntry>,
    /// Handles.
    pub controls: Vec<InteractiveMarkerControl>,
}
