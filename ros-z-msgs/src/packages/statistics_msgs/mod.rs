// Written by ros-z-import from statistics_msgs 2.0.2. Change the definition and import it again.

//! Statistics of topics and other measurements. Health reports are in `diagnostic_msgs`.

mod msg;

pub use msg::*;

#[cfg(test)]
mod tests {
    use ros_z_core::RosMessage;

    use super::*;

    #[test]
    fn types_have_the_hashes_of_their_definitions() {
        assert_eq!(
            <msg::MetricsMessage as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_36a67fb499fc2a11b8b9ff9ac735ed76e8d5a1f7775d6d5b97b625188ec68e20"
        );
        assert_eq!(
            <msg::StatisticDataPoint as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_b7e61a407346ea912effb6954023d2d2c9adf8f7bc10f6cae576d350c445f6a5"
        );
        assert_eq!(
            <msg::StatisticDataType as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_840d83bd5dc660e0c6e996f9e1ab80bec3c5a91976360a40d6cc579a37a8c959"
        );
    }
}
