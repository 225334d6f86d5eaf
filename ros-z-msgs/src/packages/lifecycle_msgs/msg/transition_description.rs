// Written by ros-z-import from msg/TransitionDescription.msg of lifecycle_msgs 2.0.3. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::lifecycle_msgs::{State, Transition};

/// A [`Transition`] and the states at its ends.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "lifecycle_msgs", view)]
pub struct TransitionDescription {
    /// The transition.
    pub transition: Transition,
    /// State it starts from.
    pub start_state: State,
    /// State it leads to.
    pub goal_state: State,
}
