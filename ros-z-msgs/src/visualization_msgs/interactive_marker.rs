//! Markers that people move and click. User actions are in `interactive_marker_feedback`,
//! updates for viewers in `interactive_marker_update`.

use ros_z_core::{RosMessage, SizeEstimation};

use super::Marker;
use crate::geometry_msgs::{Pose, Quaternion};
use crate::std_msgs::Header;

/// One entry in the menu of an [`InteractiveMarker`].
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "visualization_msgs", view)]
pub struct MenuEntry {
    /// Number of the entry, unique in the marker and above 0.
    pub id: u32,
    /// Number of the parent entry; 0 for the top level.
    pub parent_id: u32,
    /// Text of the entry.
    pub title: String,
    /// Command that the entry carries out.
    pub command: String,
    /// Kind of `command`: one of the constants.
    pub command_type: u8,
}

impl MenuEntry {
    /// Choosing the entry sends feedback.
    pub const FEEDBACK: u8 = 0;
    /// Choosing the entry runs the command with `rosrun`.
    pub const ROSRUN: u8 = 1;
    /// Choosing the entry starts the command with `roslaunch`.
    pub const ROSLAUNCH: u8 = 2;
}

/// One handle of an [`InteractiveMarker`].
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "visualization_msgs", view, loan)]
pub struct InteractiveMarkerControl {
    /// Name of the handle, unique in the marker.
    pub name: String,
    /// Orientation of the handle; it moves along, or turns about, X.
    pub orientation: Quaternion,
    /// Reference of the orientation: [`INHERIT`](Self::INHERIT), [`FIXED`](Self::FIXED) or
    /// [`VIEW_FACING`](Self::VIEW_FACING).
    pub orientation_mode: u8,
    /// Kind of interaction: one of the constants from [`NONE`](Self::NONE) to
    /// [`MOVE_ROTATE_3D`](Self::MOVE_ROTATE_3D).
    pub interaction_mode: u8,
    /// Whether it is always drawn, even without interaction.
    pub always_visible: bool,
    /// Shapes of the handle; a default shape if empty.
    pub markers: Vec<Marker>,
    /// Whether `markers` keep their own orientation when facing the viewer.
    pub independent_marker_orientation: bool,
    /// Short text, such as a tool tip.
    pub description: String,
}

impl InteractiveMarkerControl {
    /// The orientation follows the interactive marker.
    pub const INHERIT: u8 = 0;
    /// The orientation keeps its initial value.
    pub const FIXED: u8 = 1;
    /// The orientation keeps Y–Z parallel to the screen.
    pub const VIEW_FACING: u8 = 2;
    /// The handle is only drawn.
    pub const NONE: u8 = 0;
    /// A click opens the menu.
    pub const MENU: u8 = 1;
    /// A click sends feedback.
    pub const BUTTON: u8 = 2;
    /// The marker moves along X.
    pub const MOVE_AXIS: u8 = 3;
    /// The marker moves in the plane Y–Z.
    pub const MOVE_PLANE: u8 = 4;
    /// The marker turns about X.
    pub const ROTATE_AXIS: u8 = 5;
    /// The marker moves in the plane Y–Z and turns about X.
    pub const MOVE_ROTATE: u8 = 6;
    /// The marker moves freely.
    pub const MOVE_3D: u8 = 7;
    /// The marker turns freely.
    pub const ROTATE_3D: u8 = 8;
    /// The marker moves and turns freely.
    pub const MOVE_ROTATE_3D: u8 = 9;
}

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
