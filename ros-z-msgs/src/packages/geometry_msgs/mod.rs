// Written by ros-z-import from geometry_msgs 5.3.6. Change the definition and import it again.

//! Points, orientations, poses, motion and forces, in SI units and right-handed frames. Trees of transforms are in `tf2_msgs`, paths and maps in `nav_msgs`.
#![allow(
    clippy::approx_constant,
    reason = "the values are those of the definition"
)]

mod msg;

pub use msg::*;

#[cfg(test)]
mod tests {
    use ros_z_core::RosMessage;

    use super::*;

    #[test]
    fn types_have_the_hashes_of_their_definitions() {
        assert_eq!(
            <msg::Accel as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_dc448243ded9b1fcbcca24aba0c22f013dae06c354ba2d849571c0a2a3f57ca0"
        );
        assert_eq!(
            <msg::AccelStamped as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_ef1df9eabae0a708cc049a061ebcddc4e2a5f745730100ba680e086a9698b165"
        );
        assert_eq!(
            <msg::AccelWithCovariance as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_230d51bd53bc36f260574e73b42941cefe44684753480b6fc330c032c5db5997"
        );
        assert_eq!(
            <msg::AccelWithCovarianceStamped as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_61c9ad8928e71dd95ce791b2f02809ee2a0bbcc42cd0e4047fd00a822a08e444"
        );
        assert_eq!(
            <msg::Inertia as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_2ddd5dab5c347825ba2e56c895ddccfd0b8efe53ae931bf67f905529930b4bd7"
        );
        assert_eq!(
            <msg::InertiaStamped as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_766be45976252babf7f9d8ac4ae7c912a7ceccf71035622529f27518b695aa09"
        );
        assert_eq!(
            <msg::Point as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_6963084842a9b04494d6b2941d11444708d892da2f4b09843b9c43f42a7f6881"
        );
        assert_eq!(
            <msg::Point32 as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_2fc4db7cae16a4582c79a56b66173a8d48d52c7dc520ddc55a0d4bcf2a4bfdbc"
        );
        assert_eq!(
            <msg::PointStamped as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_4c0296af86e01e562e9e0405d138a01537247580076c58ea38d7923ac1045897"
        );
        assert_eq!(
            <msg::Polygon as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_3782f9f0bf044964d692d6c017d705e37611afb1f0bf6a9dee248a7dda0f784a"
        );
        assert_eq!(
            <msg::PolygonInstance as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_fa1cb3dc774329865258afef74f65b0553d487510c6d0f93ba38cc32d62ac0e5"
        );
        assert_eq!(
            <msg::PolygonInstanceStamped as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_802f37ea4398d7ce547936aab1fd278923716a13c63373887cd896957434ce2f"
        );
        assert_eq!(
            <msg::PolygonStamped as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_b7cf07932f1523d4b4088075945c1a0141f7cd21da87cc940fc61652e9138b46"
        );
        assert_eq!(
            <msg::Pose as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_d501954e9476cea2996984e812054b68026ae0bfae789d9a10b23daf35cc90fa"
        );
        assert_eq!(
            <msg::Pose2D as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_d68efa5b46e70f7b16ca23085474fdac5a44b638783ec42f661da64da4724ccc"
        );
        assert_eq!(
            <msg::PoseArray as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_af0cc36d190e104d546d168d6b39df04fa4b4ccecf59cb4c9ed328d3d5004aa0"
        );
        assert_eq!(
            <msg::PoseStamped as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_10f3786d7d40fd2b54367835614bff85d4ad3b5dab62bf8bca0cc232d73b4cd8"
        );
        assert_eq!(
            <msg::PoseWithCovariance as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_9a7c0fd234b7f45c6098745ecccd773ca1085670e64107135397aee31c02e1bb"
        );
        assert_eq!(
            <msg::PoseWithCovarianceStamped as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_26432f9803e43727d3c8f668d1fdb3c630f548af631e2f4e31382371bfea3b6e"
        );
        assert_eq!(
            <msg::Quaternion as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_8a765f66778c8ff7c8ab94afcc590a2ed5325a1d9a076ffff38fbce36f458684"
        );
        assert_eq!(
            <msg::QuaternionStamped as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_381add86c6c3160644d228ca342182c7fd6c7fab11c7a85ad817a9cc22dbac6e"
        );
        assert_eq!(
            <msg::Transform as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_beb83fbe698636351461f6f35d1abb20010c43d55374d81bd041f1ba2581fddc"
        );
        assert_eq!(
            <msg::TransformStamped as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_0a241f87d04668d94099cbb5ba11691d5ad32c2f29682e4eb5653424bd275206"
        );
        assert_eq!(
            <msg::Twist as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_9c45bf16fe0983d80e3cfe750d6835843d265a9a6c46bd2e609fcddde6fb8d2a"
        );
        assert_eq!(
            <msg::TwistStamped as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_5f0fcd4f81d5d06ad9b4c4c63e3ea51b82d6ae4d0558f1d475229b1121db6f64"
        );
        assert_eq!(
            <msg::TwistWithCovariance as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_49f574f033f095d8b6cd1beaca5ca7925e296e84af1716d16c89d38b059c8c18"
        );
        assert_eq!(
            <msg::TwistWithCovarianceStamped as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_77b67434531e6529b7a0091357b186b6ebdb17fd9ffd3e0c7ce9d3fb11a44563"
        );
        assert_eq!(
            <msg::Vector3 as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_cc12fe83e4c02719f1ce8070bfd14aecd40f75a96696a67a2a1f37f7dbb0765d"
        );
        assert_eq!(
            <msg::Vector3Stamped as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_d4829622288cbb443886e7ea94ea5671a3b1be6bab4ad04224432a65f7d7887a"
        );
        assert_eq!(
            <msg::VelocityStamped as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_55e7196186c8dbe4375278d7f1ac050dd8c9bacade1cf3eef8460fa667bd2457"
        );
        assert_eq!(
            <msg::Wrench as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_018e8519d57c16adbe97c9fe1460ef21fec7e31bc541de3d653a35895677ce52"
        );
        assert_eq!(
            <msg::WrenchStamped as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_8dc3deaf06b2ab281f9f9a742a8961c328ca7cec16e3fd6586d3a5c83fa78f77"
        );
    }
}
