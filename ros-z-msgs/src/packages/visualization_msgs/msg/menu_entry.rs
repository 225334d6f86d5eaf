// Written by ros-z-import from msg/MenuEntry.msg of visualization_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_constants};

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

#[ros_constants]
impl MenuEntry {
    /// Choosing the entry sends feedback.
    pub const FEEDBACK: u8 = 0;
    /// Choosing the entry runs the command with `rosrun`.
    pub const ROSRUN: u8 = 1;
    /// Choosing the entry starts the command with `roslaunch`.
    pub const ROSLAUNCH: u8 = 2;
}
