// Written by ros-z-import from action_msgs 2.0.3. Change the definition and import it again.

//! Messages of `action_msgs`.

mod goal_info;
mod goal_status;
mod goal_status_array;

pub use goal_info::GoalInfo;
pub use goal_status::GoalStatus;
pub use goal_status_array::{GoalStatusArray, GoalStatusArrayView};
