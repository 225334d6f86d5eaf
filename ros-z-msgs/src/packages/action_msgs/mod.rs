// Written by ros-z-import from action_msgs 2.0.3. Change the definition and import it again.

//! Goals of actions and their status. The identifiers are in `unique_identifier_msgs`.

mod msg;
pub mod srv;

pub use msg::*;

#[cfg(test)]
mod tests {
    use ros_z_core::{RosMessage, RosService};

    use super::*;

    #[test]
    fn types_have_the_hashes_of_their_definitions() {
        assert_eq!(
            <msg::GoalInfo as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_6398fe763154554353930716b225947f93b672f0fb2e49fdd01bb7a7e37933e9"
        );
        assert_eq!(
            <msg::GoalStatus as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_32f4cfd717735d17657e1178f24431c1ce996c878c515230f6c5b3476819dbb9"
        );
        assert_eq!(
            <msg::GoalStatusArray as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_6c1684b00f177d37438febe6e709fc4e2b0d4248dca4854946f9ed8b30cda83e"
        );
        assert_eq!(
            <srv::CancelGoalRequest as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_3d3c84653c1f96918086887e1dcb236faec88b81a5b14fd4cf4840065bcdf8af"
        );
        assert_eq!(
            <srv::CancelGoalResponse as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_35e682cf3f510e83c70a82a4aac888496dedee56773bf9d8e5e0aa81f9e1c960"
        );
        assert_eq!(
            <srv::CancelGoal as RosService>::TYPE_HASH.to_string(),
            "RIHS01_573d8b0a534451d7bc2ac8c5ffde8ac14b8593b7001175d0cd6516dcbeb8689a"
        );
    }
}
