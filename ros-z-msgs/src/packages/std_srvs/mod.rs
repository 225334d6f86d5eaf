// Written by ros-z-import from std_srvs 5.3.6. Change the definition and import it again.

//! Services that many nodes share: a trigger, a switch, and one without data.

pub mod srv;

#[cfg(test)]
mod tests {
    use ros_z_core::{RosMessage, RosService};

    use super::*;

    #[test]
    fn types_have_the_hashes_of_their_definitions() {
        assert_eq!(
            <srv::EmptyRequest as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_458eaf200a3f63d9cc53d19436edebc0c140ef4c93ca75d5bd4ce19fd7759e35"
        );
        assert_eq!(
            <srv::EmptyResponse as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_0a2858b3f60df644a61d0fa44cfc923a3d3628e0ad9c8ad8534b1a2c92a413dc"
        );
        assert_eq!(
            <srv::Empty as RosService>::TYPE_HASH.to_string(),
            "RIHS01_5888399dedec5ccc85ea6451949fd2c9f97bfdf963f9a588821639fcd31b5d19"
        );
        assert_eq!(
            <srv::SetBoolRequest as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_c62fbb99d94e1b25e8ef9e109f9581956bb1b3361a45a4e5810c36a90d29932e"
        );
        assert_eq!(
            <srv::SetBoolResponse as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_d0814e7f7b4880ab77e9c57426c7aa1562ab69f11eef8e2e968812f9cbd0b059"
        );
        assert_eq!(
            <srv::SetBool as RosService>::TYPE_HASH.to_string(),
            "RIHS01_abe9e4bb6b41b40e6789712c00ec8871923e089af3f667a79992a428cff2da0a"
        );
        assert_eq!(
            <srv::TriggerRequest as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_d010825374ce8918e72bfd826c82603e60f45419e932ea976f807b74a863a199"
        );
        assert_eq!(
            <srv::TriggerResponse as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_2d946c21e2fc3f1e9ca6986a8191d85fcc70097a8bb7771a053564bc47009cdf"
        );
        assert_eq!(
            <srv::Trigger as RosService>::TYPE_HASH.to_string(),
            "RIHS01_eeff2cd6fa5ad9d27cdf4dec64818317839b62f212a91e6b5304b634b2062c5f"
        );
    }
}
