// Written by ros-z-import from msg/Transition.msg of lifecycle_msgs 2.0.3. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_constants};

/// A way from one state of a managed node to another.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "lifecycle_msgs", view)]
pub struct Transition {
    /// The transition: one of the constants.
    pub id: u8,
    /// Name of the transition.
    pub label: String,
}

#[ros_constants]
impl Transition {
    /// Create the node; not for use from outside.
    pub const TRANSITION_CREATE: u8 = 0;
    /// Configure the node.
    pub const TRANSITION_CONFIGURE: u8 = 1;
    /// Drop the configuration.
    pub const TRANSITION_CLEANUP: u8 = 2;
    /// Activate the node.
    pub const TRANSITION_ACTIVATE: u8 = 3;
    /// Deactivate the node.
    pub const TRANSITION_DEACTIVATE: u8 = 4;
    /// Shut down a node that is not configured.
    pub const TRANSITION_UNCONFIGURED_SHUTDOWN: u8 = 5;
    /// Shut down an inactive node.
    pub const TRANSITION_INACTIVE_SHUTDOWN: u8 = 6;
    /// Shut down an active node.
    pub const TRANSITION_ACTIVE_SHUTDOWN: u8 = 7;
    /// Destroy the node; not for use from outside.
    pub const TRANSITION_DESTROY: u8 = 8;
    /// Configuring succeeded.
    pub const TRANSITION_ON_CONFIGURE_SUCCESS: u8 = 10;
    /// Configuring failed.
    pub const TRANSITION_ON_CONFIGURE_FAILURE: u8 = 11;
    /// Configuring ended in an error.
    pub const TRANSITION_ON_CONFIGURE_ERROR: u8 = 12;
    /// Dropping the configuration succeeded.
    pub const TRANSITION_ON_CLEANUP_SUCCESS: u8 = 20;
    /// Dropping the configuration failed.
    pub const TRANSITION_ON_CLEANUP_FAILURE: u8 = 21;
    /// Dropping the configuration ended in an error.
    pub const TRANSITION_ON_CLEANUP_ERROR: u8 = 22;
    /// Activating succeeded.
    pub const TRANSITION_ON_ACTIVATE_SUCCESS: u8 = 30;
    /// Activating failed.
    pub const TRANSITION_ON_ACTIVATE_FAILURE: u8 = 31;
    /// Activating ended in an error.
    pub const TRANSITION_ON_ACTIVATE_ERROR: u8 = 32;
    /// Deactivating succeeded.
    pub const TRANSITION_ON_DEACTIVATE_SUCCESS: u8 = 40;
    /// Deactivating failed.
    pub const TRANSITION_ON_DEACTIVATE_FAILURE: u8 = 41;
    /// Deactivating ended in an error.
    pub const TRANSITION_ON_DEACTIVATE_ERROR: u8 = 42;
    /// Shutting down succeeded.
    pub const TRANSITION_ON_SHUTDOWN_SUCCESS: u8 = 50;
    /// Shutting down failed.
    pub const TRANSITION_ON_SHUTDOWN_FAILURE: u8 = 51;
    /// Shutting down ended in an error.
    pub const TRANSITION_ON_SHUTDOWN_ERROR: u8 = 52;
    /// Dealing with an error succeeded.
    pub const TRANSITION_ON_ERROR_SUCCESS: u8 = 60;
    /// Dealing with an error failed.
    pub const TRANSITION_ON_ERROR_FAILURE: u8 = 61;
    /// Dealing with an error ended in another one.
    pub const TRANSITION_ON_ERROR_ERROR: u8 = 62;
    /// The callback of a transition returned success.
    pub const TRANSITION_CALLBACK_SUCCESS: u8 = 97;
    /// The callback of a transition returned failure.
    pub const TRANSITION_CALLBACK_FAILURE: u8 = 98;
    /// The callback of a transition returned an error.
    pub const TRANSITION_CALLBACK_ERROR: u8 = 99;
}
