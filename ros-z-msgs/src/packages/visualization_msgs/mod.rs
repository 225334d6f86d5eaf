// Written by ros-z-import from visualization_msgs 5.3.6. Change the definition and import it again.

//! Markers that visualisation tools draw, and user actions on them. Shapes with a meaning for planning are in `shape_msgs`.

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
            <msg::ImageMarker as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_603152491ef2331c200a5305230d31f6e8704875944b388da0f547c415d11836"
        );
        assert_eq!(
            <msg::InteractiveMarker as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_3d5b51448b51d73b0f395b94d259edd3a5d269ae9f7d9fd5cceb9ae4b72be346"
        );
        assert_eq!(
            <msg::InteractiveMarkerControl as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_60e2fa36344f5f4791b24a809542a18bffd555f563550d4b22b3bbfc31ec0ed5"
        );
        assert_eq!(
            <msg::InteractiveMarkerFeedback as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_6cc48741df9f05d19ba7d9ea3101e9fcd1309c9d6bda3c55668ba607492f725e"
        );
        assert_eq!(
            <msg::InteractiveMarkerInit as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_23fda1b3373b154d9d6408dd7b9f8129b2a2b76b905ee421e8c4109d8bf71f78"
        );
        assert_eq!(
            <msg::InteractiveMarkerPose as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_c60e9a4407d5f709a63e0fe9caea324aee08fe717cd090209ebe35012ce7cb66"
        );
        assert_eq!(
            <msg::InteractiveMarkerUpdate as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_0a8b000c4fd4d50876ac716a7de018911599a2f015795388e956a2ca8b0c54f0"
        );
        assert_eq!(
            <msg::Marker as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_45b13ccf791f225962bf74e746f9644518855d783a6f42ba0cc14fde2b4f3ce0"
        );
        assert_eq!(
            <msg::MarkerArray as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_86cb8800b6fb05b5eff1abd7a56f62a5641d3ae9a1c29e78e67e704f1d067dcf"
        );
        assert_eq!(
            <msg::MenuEntry as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_22170c387c70fd4236232ec902de8604e72ff027342c7c0f28ad9f68c64c51d6"
        );
        assert_eq!(
            <msg::MeshFile as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_7710ece15a148fb7c9b546364cfb215bb06098087bd6394fe5b73a493508f8c4"
        );
        assert_eq!(
            <msg::UVCoordinate as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_f27f7ed21fe360c6066944f856b801a0c0d1e94e815b6886444b42d90b196a26"
        );
        assert_eq!(
            <srv::GetInteractiveMarkersRequest as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_7fa7e0830e3cbe9c15927a29fdc09fedcd9a86757e375f29ce6b0744cb0b6905"
        );
        assert_eq!(
            <srv::GetInteractiveMarkersResponse as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_414620cf7471b5469b159989af34edd1ed9276be592e43d1b7544204f4177302"
        );
        assert_eq!(
            <srv::GetInteractiveMarkers as RosService>::TYPE_HASH.to_string(),
            "RIHS01_bfdfaa861f4a8422b4ec3bd02c6681e4a45a83bdc2913d8facdf923d8ad1376a"
        );
    }
}
