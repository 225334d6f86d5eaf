// Written by ros-z-import from nav_msgs 5.3.6. Change the definition and import it again.

//! Odometry, paths and maps for navigation. Single poses and velocities are in `geometry_msgs`.

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
            <msg::Goals as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_02305a51633b5c04d8979b878a7577cafd422f8a07465c878b17a920af3759e9"
        );
        assert_eq!(
            <msg::GridCells as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_bb99c2f5d0a04750745a81ec6a8147aa373cce5bd17c8cd6507f2413354a6933"
        );
        assert_eq!(
            <msg::MapMetaData as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_2772d4b2000ef2b35dbaeb80fd3946c1369f817fb4f75677d916d27c17d763c8"
        );
        assert_eq!(
            <msg::OccupancyGrid as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_8d348150c12913a31ee0ec170fbf25089e4745d17035792a1ba94d6f0bc0cfc7"
        );
        assert_eq!(
            <msg::Odometry as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_3cc97dc7fb7502f8714462c526d369e35b603cfc34d946e3f2eda2766dfec6e0"
        );
        assert_eq!(
            <msg::Path as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_1957a5bb3cee5da65c4e52e52b65a93df227efce4c20f8458b36e73066ca334b"
        );
        assert_eq!(
            <srv::GetMapRequest as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_b531e302f1bd6a81f8a5e03453266c378b1f711b4296000c1c0f53a40e00a7c4"
        );
        assert_eq!(
            <srv::GetMapResponse as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_45246f7a2ff0cbfa46e13865d4b95929ebb6d2846d1b85a20ad51030f4690dc2"
        );
        assert_eq!(
            <srv::GetMap as RosService>::TYPE_HASH.to_string(),
            "RIHS01_c8ae77c9995b3554b5ba80e4d4d443f970ac65143102a1d893ec24fc07b31147"
        );
        assert_eq!(
            <srv::GetPlanRequest as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_f1bb9fab287948b4432a4a7e4f529e7ea6269cd06269ee8fcb911fdb4acd23c3"
        );
        assert_eq!(
            <srv::GetPlanResponse as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_30a947cd360777929073296c368c591dc2117a89c15b7a975a6faa0a901836fd"
        );
        assert_eq!(
            <srv::GetPlan as RosService>::TYPE_HASH.to_string(),
            "RIHS01_234f7aff100f5edb8150366601687b027bcdc253db47decb88fff846193fe5e8"
        );
        assert_eq!(
            <srv::LoadMapRequest as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_0f8fe3aac433c977d7c2f8b57ab1c3a17677e24880d76919b69e4208e99f5132"
        );
        assert_eq!(
            <srv::LoadMapResponse as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_e7970ddf9f58e10d34b5eae6d2baca31b2b3e2f2fe6d082b3aae2a5f92777b2a"
        );
        assert_eq!(
            <srv::LoadMap as RosService>::TYPE_HASH.to_string(),
            "RIHS01_1a192ac56c40fed2767dac26f0b371785372276bd465c902676d2dca135aae5a"
        );
        assert_eq!(
            <srv::SetMapRequest as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_5a83a0c20af4d79248fc3287524bf358b603fb5a05818b5ec85b50fa6e5d0266"
        );
        assert_eq!(
            <srv::SetMapResponse as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_e7251879322c7b12285b9c191d68d27495b6dede051f3cd79b0bf334147b7375"
        );
        assert_eq!(
            <srv::SetMap as RosService>::TYPE_HASH.to_string(),
            "RIHS01_5e11a5b2ca53d8ae85b666a019f16c9904ebc787828f1f566c4e048a1ddedfb4"
        );
    }
}
