//! Goals of actions and their status. The identifiers are in `unique_identifier_msgs`.

mod goal_info;
mod goal_status;
pub mod srv;

pub use goal_info::GoalInfo;
pub use goal_status::{GoalStatus, GoalStatusArray, GoalStatusArrayView};
