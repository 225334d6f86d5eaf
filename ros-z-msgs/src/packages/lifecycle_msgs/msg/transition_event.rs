// Written by ros-z-import from msg/TransitionEvent.msg of lifecycle_msgs 2.0.3. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::lifecycle_msgs::{State, Transition};

/// Notice that a managed node went from one state to another.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "lifecycle_msgs", view)]
pub struct TransitionEvent {
    /// Time when the transition began, ns.
    pub timestamp: u64,
    /// The transition.
    pub transition: Transition,
    /// State before it.
    pub start_state: State,
    /// State after it.
    pub goal_state: State,
}
