// Written by ros-z-import from msg/InteractiveMarkerControl.msg of visualization_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_constants};

use crate::geometry_msgs::Quaternion;
use crate::visualization_msgs::Marker;

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

#[ros_constants]
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
