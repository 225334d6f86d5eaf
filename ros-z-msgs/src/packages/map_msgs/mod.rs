// Written by ros-z-import from map_msgs 2.4.0. Change the definition and import it again.

//! Updates of maps, and services that ask for parts of maps. Whole maps are in `nav_msgs`.

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
            <msg::OccupancyGridUpdate as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_c4095b0be2e4363f8978a1570e0293ee093436f1e1c61d99b48502ac317025e8"
        );
        assert_eq!(
            <msg::PointCloud2Update as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_dc9ec6ad32c09174112325b72bef1b6c76b80abd842de43c66909215e521487c"
        );
        assert_eq!(
            <msg::ProjectedMap as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_97cc11d08fa5ccf35fa540abb50d9c415b8c3c3f1cefe5ac1198aa416749b563"
        );
        assert_eq!(
            <msg::ProjectedMapInfo as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_99f95792a7ed7a784566add925ce2ac13e61cdb14e1e6804ca8e3fe0a5baaf13"
        );
        assert_eq!(
            <srv::GetMapROIRequest as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_29d1d618abcf6b88af1168e63584fe3419f3ec2c49a48eada9c73a13410e8ca9"
        );
        assert_eq!(
            <srv::GetMapROIResponse as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_62f9199aa9db821390a97c8c8d31947662a231c0a3ed6be5fc0b5f2f6cebb424"
        );
        assert_eq!(
            <srv::GetMapROI as RosService>::TYPE_HASH.to_string(),
            "RIHS01_22e41ac30f96dc8d053cccee57fc45f9f43da197ee0c0f056a1ac192419e535f"
        );
        assert_eq!(
            <srv::GetPointMapRequest as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_3ad35e3dcc5400d299308682625c1c119e9acfb03f71a1cb0836b981fabcc8a8"
        );
        assert_eq!(
            <srv::GetPointMapResponse as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_b5655e37bb261512e1cc9211116ee33ee6ca5d7001b16d246802fb65e29e49b1"
        );
        assert_eq!(
            <srv::GetPointMap as RosService>::TYPE_HASH.to_string(),
            "RIHS01_0328e4cefc6fde45480d52791ce6f0229025cb763e8e291e9781f5c718f27f08"
        );
        assert_eq!(
            <srv::GetPointMapROIRequest as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_b755a5eea90628494df638dbc84ab73704c84f76c584a2c60fdd7eac2862c6bc"
        );
        assert_eq!(
            <srv::GetPointMapROIResponse as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_f63da41174115aad7cdef699372edc966d027d99abc6062ee06a6ee0066e0cff"
        );
        assert_eq!(
            <srv::GetPointMapROI as RosService>::TYPE_HASH.to_string(),
            "RIHS01_c854569c8db605132dc382a4c1c33cd8235be5078317c442bf58168e3eb5841c"
        );
        assert_eq!(
            <srv::ProjectedMapsInfoRequest as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_deaea19584a3e5d0a5b46c6e195b8c87466050cd4ed776bf8c2b5da803aa1bdc"
        );
        assert_eq!(
            <srv::ProjectedMapsInfoResponse as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_f5e4169865543c3b905e05807015b55b7c1cc9109bd428a0e5a7c0b5659eb32e"
        );
        assert_eq!(
            <srv::ProjectedMapsInfo as RosService>::TYPE_HASH.to_string(),
            "RIHS01_3a44fc9f8314d0b70d757f7f176a914b85132bf5172b142706aaaebd83bb438b"
        );
        assert_eq!(
            <srv::SaveMapRequest as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_aa613ab7c696191c189febb0b32cdf90a46579296c4eb058b1cbabac6b093b73"
        );
        assert_eq!(
            <srv::SaveMapResponse as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_2bf07728df5f47e5f0efffc71c57e01c60de9497c51f6dd41e69ced3e9e95dd1"
        );
        assert_eq!(
            <srv::SaveMap as RosService>::TYPE_HASH.to_string(),
            "RIHS01_d4e7869dcd47387bf6a5a0bba4c6b1baf384ef713fdf419a01e78dc19a2d47c5"
        );
        assert_eq!(
            <srv::SetMapProjectionsRequest as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_0d1947442638c0d7657dad61143cca5d4e86dbaa05a04e831b82bae99a56b15e"
        );
        assert_eq!(
            <srv::SetMapProjectionsResponse as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_50d50aa14207960b137a3d7cec578442ad103dc5bc622d5275f3457e2591827a"
        );
        assert_eq!(
            <srv::SetMapProjections as RosService>::TYPE_HASH.to_string(),
            "RIHS01_85bd7e1f80ef0b8790e087cc38c7ebfb31bb472dcb2f9ed84f80ba6910b2b000"
        );
    }
}
