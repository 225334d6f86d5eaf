// Written by ros-z-import from composition_interfaces 2.0.2. Change the definition and import it again.

//! Services of containers, which load nodes into one process and remove them.

pub mod srv;

#[cfg(test)]
mod tests {
    use ros_z_core::{RosMessage, RosService};

    use super::*;

    #[test]
    fn types_have_the_hashes_of_their_definitions() {
        assert_eq!(
            <srv::ListNodesRequest as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_57c879a1825b3fa15fd58e70d2e73223af6b9c45c7ae104cc107e73464d3a724"
        );
        assert_eq!(
            <srv::ListNodesResponse as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_b7cd8401aedcd85c4cedce384944001d5c1ab611e0164a8207045cfcaf4a2584"
        );
        assert_eq!(
            <srv::ListNodes as RosService>::TYPE_HASH.to_string(),
            "RIHS01_13f30d73a74c844ee4bacf78f3680f08777cad137f10fbd6a648544cc7b59d2a"
        );
        assert_eq!(
            <srv::LoadNodeRequest as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_7d3496175f54f92d652547e144c9b2a3b22afd604f84ed70adfcd1cfe35801b5"
        );
        assert_eq!(
            <srv::LoadNodeResponse as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_08cdf942efabec2448fd03c131f3627a33ed05376400612425f871feb87ca9fd"
        );
        assert_eq!(
            <srv::LoadNode as RosService>::TYPE_HASH.to_string(),
            "RIHS01_2e521ef6066fba6d7fc3a3b175d486709f01b4d738d9a59188858546fc8e5acd"
        );
        assert_eq!(
            <srv::UnloadNodeRequest as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_95d5cfc357956740190c7685ac868d9c7c98dcb8c1416aae8eaa351422074e12"
        );
        assert_eq!(
            <srv::UnloadNodeResponse as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_fa7fc38f9206220a6bc1558a3c019269e5aa592f7fae01dffbd19f56eb86d599"
        );
        assert_eq!(
            <srv::UnloadNode as RosService>::TYPE_HASH.to_string(),
            "RIHS01_dce562f83adc735ddcfe9dfb927b89293d4dd0fe2b8fc91e772fb83e970a43b0"
        );
    }
}
