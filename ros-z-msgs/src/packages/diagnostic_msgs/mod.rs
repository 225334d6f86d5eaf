// Written by ros-z-import from diagnostic_msgs 5.3.6. Change the definition and import it again.

//! Reports on the health of hardware and software. Log lines are in `rcl_interfaces`, statistics in `statistics_msgs`.

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
            <msg::DiagnosticArray as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_5a8a36efb05fb25070fa0fb3810290c0e6cd4862b54a8fb975a1ee8dc55a333e"
        );
        assert_eq!(
            <msg::DiagnosticStatus as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_b0e3e692ea2d54a8af2f4ef1930e81556a2db55216b771f8a7d2724ed47bf0e4"
        );
        assert_eq!(
            <msg::KeyValue as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_d68081eaa540288c5440753baecef0c4e16e81a5f78ad68902ded5100413bb42"
        );
        assert_eq!(
            <srv::AddDiagnosticsRequest as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_e0b6572a07c2b3ca2c4f2acf742297661f6ceb50f5baa4f9305b6094cf950146"
        );
        assert_eq!(
            <srv::AddDiagnosticsResponse as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_e7070a2373c892c4cf071dcd90405d7696187eb2ff0e40d8b6472a04a4b73d22"
        );
        assert_eq!(
            <srv::AddDiagnostics as RosService>::TYPE_HASH.to_string(),
            "RIHS01_6b91084c9f8bffd9b0c1f6883e0e8e491a831f4fc6c6aec77a4efaf3f1ea90b5"
        );
        assert_eq!(
            <srv::SelfTestRequest as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_3bb94b497e74e9beed2dddc7212d3ae596696d30413bd1550fe932fc20efb8a4"
        );
        assert_eq!(
            <srv::SelfTestResponse as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_489da82e00dce6671cb0ff423a0f0939b546336fbfe49d6c7e64c9b89f898f57"
        );
        assert_eq!(
            <srv::SelfTest as RosService>::TYPE_HASH.to_string(),
            "RIHS01_df1e4e54a814a16ccc77471e9239618d46818e8d0e3b45ad6f8c34c6e2abfef6"
        );
    }
}
