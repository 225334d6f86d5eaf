// Written by ros-z-import from trajectory_msgs 5.3.6. Change the definition and import it again.

//! Messages of `trajectory_msgs`.

mod joint_trajectory;
mod joint_trajectory_point;
mod multi_dof_joint_trajectory;
mod multi_dof_joint_trajectory_point;

pub use joint_trajectory::{JointTrajectory, JointTrajectoryLoan, JointTrajectoryView};
pub use joint_trajectory_point::{
    JointTrajectoryPoint, JointTrajectoryPointLoan, JointTrajectoryPointView,
};
pub use multi_dof_joint_trajectory::{
    MultiDOFJointTrajectory, MultiDOFJointTrajectoryLoan, MultiDOFJointTrajectoryView,
};
pub use multi_dof_joint_trajectory_point::{
    MultiDOFJointTrajectoryPoint, MultiDOFJointTrajectoryPointLoan,
    MultiDOFJointTrajectoryPointView,
};
