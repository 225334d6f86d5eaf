// Written by ros-z-import from msg/State.msg of lifecycle_msgs 2.0.3. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_constants};

/// A state of a managed node.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "lifecycle_msgs", view)]
pub struct State {
    /// The state: one of the constants.
    pub id: u8,
    /// Name of the state.
    pub label: String,
}

#[ros_constants]
impl State {
    /// The state is unknown.
    pub const PRIMARY_STATE_UNKNOWN: u8 = 0;
    /// The node is not configured.
    pub const PRIMARY_STATE_UNCONFIGURED: u8 = 1;
    /// The node is configured and does nothing.
    pub const PRIMARY_STATE_INACTIVE: u8 = 2;
    /// The node works.
    pub const PRIMARY_STATE_ACTIVE: u8 = 3;
    /// The node is about to be destroyed.
    pub const PRIMARY_STATE_FINALIZED: u8 = 4;
    /// The node is being configured.
    pub const TRANSITION_STATE_CONFIGURING: u8 = 10;
    /// The node is dropping its configuration.
    pub const TRANSITION_STATE_CLEANINGUP: u8 = 11;
    /// The node is shutting down.
    pub const TRANSITION_STATE_SHUTTINGDOWN: u8 = 12;
    /// The node is being activated.
    pub const TRANSITION_STATE_ACTIVATING: u8 = 13;
    /// The node is being deactivated.
    pub const TRANSITION_STATE_DEACTIVATING: u8 = 14;
    /// The node is dealing with an error.
    pub const TRANSITION_STATE_ERRORPROCESSING: u8 = 15;
}
