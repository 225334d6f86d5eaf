// Written by ros-z-import from action_msgs 2.0.3. Change the definition and import it again.

//! Services of `action_msgs`.

mod cancel_goal;

pub use cancel_goal::{CancelGoal, CancelGoalRequest, CancelGoalResponse, CancelGoalResponseView};
