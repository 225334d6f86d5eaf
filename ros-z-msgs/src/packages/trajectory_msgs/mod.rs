// Written by ros-z-import from trajectory_msgs 5.3.6. Change the definition and import it again.

//! Motion of joints over time. States of joints at one time are in `sensor_msgs`.

mod msg;

pub use msg::*;

#[cfg(test)]
mod tests {
    use ros_z_core::RosMessage;

    use super::*;

    #[test]
    fn types_have_the_hashes_of_their_definitions() {
        assert_eq!(
            <msg::JointTrajectory as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_179b33eba59d676f6d967ac71fe35e7ca2f64b2f3928f4a018cec115e213796e"
        );
        assert_eq!(
            <msg::JointTrajectoryPoint as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_de8907036d8bd45aac6f30cc9044a3d4a329c42cbf719aff7d95a584cfa532d7"
        );
        assert_eq!(
            <msg::MultiDOFJointTrajectory as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_3a18fd095292a65cfde8833c72985a30af981f3ec44494655c6267262b443a4a"
        );
        assert_eq!(
            <msg::MultiDOFJointTrajectoryPoint as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_6ada1085b5ee64eaa069b074968e69f0e27c8c5e6f5bb0586dd1c834ef0e32b8"
        );
    }
}
