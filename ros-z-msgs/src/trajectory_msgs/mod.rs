//! Motion of joints over time. States of joints at one time are in `sensor_msgs`.

mod joint_trajectory;
mod multi_dof_joint_trajectory;

pub use joint_trajectory::{
    JointTrajectory, JointTrajectoryLoan, JointTrajectoryPoint, JointTrajectoryPointLoan,
    JointTrajectoryPointView, JointTrajectoryView,
};
pub use multi_dof_joint_trajectory::{
    MultiDOFJointTrajectory, MultiDOFJointTrajectoryLoan, MultiDOFJointTrajectoryPoint,
    MultiDOFJointTrajectoryPointLoan, MultiDOFJointTrajectoryPointView, MultiDOFJointTrajectoryView,
};
