// Written by ros-z-import from tf2_msgs 0.36.4. Change the definition and import it again.

//! The messages of the transform tree. A single transform is in `geometry_msgs`.

pub mod action;
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
            <msg::TF2Error as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_db2485e7d6a0ec75bf087e058ee45df682acc3a621ca7780503d10aac141809a"
        );
        assert_eq!(
            <msg::TFMessage as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_e369d0f05a23ae52508854b66f6aa0437f3449d652e8cbf22d5abe85d020f087"
        );
        assert_eq!(
            <srv::FrameGraphRequest as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_4cc565da6b64726d0b0be1ce20f3a3a695679b841a79abfca2fcdc94f562b08d"
        );
        assert_eq!(
            <srv::FrameGraphResponse as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_e33d5473ce0fac04c66203779f2b719a9de0f8388b248852d3a47a019e62e36d"
        );
        assert_eq!(
            <srv::FrameGraph as RosService>::TYPE_HASH.to_string(),
            "RIHS01_0d1fbc6222c018ba5f33822904a2fdd4063705289956d3fdde07cd8c50fe8067"
        );
        assert_eq!(
            <action::LookupTransformGoal as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_815efc294ad17c813c6043cdde781ff55810d49da02ed07f9237dcd20e88d498"
        );
        assert_eq!(
            <action::LookupTransformResult as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_061d4423af5352ff5314c8effef8faab133991a78f1b2bcd1fecabad80871225"
        );
        assert_eq!(
            <action::LookupTransformFeedback as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_2da0b02f990f04404ab8c98a2a68cf5bbc773ae747f96911f2d55499cfb51542"
        );
        assert_eq!(
            <action::LookupTransformSendGoalRequest as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_eb1312eb7aab35e35c71bb87c2ba3a94747c5a6544ea32bb2b32b0f75775b8ca"
        );
        assert_eq!(
            <action::LookupTransformSendGoalResponse as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_c1ada93304793c08813657255e7bde2e40e2114aa634b702c3f8d4b72ae098bc"
        );
        assert_eq!(
            <action::LookupTransformSendGoal as RosService>::TYPE_HASH.to_string(),
            "RIHS01_4646ff5706c86b04d0a1098d329951a9731a7517e16702905de6073cc72c8530"
        );
        assert_eq!(
            <action::LookupTransformGetResultRequest as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_148f9bdc01f98922d6fb2072cb64468b89c57c7825d9d83b932c183deaa4697d"
        );
        assert_eq!(
            <action::LookupTransformGetResultResponse as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_954de3efc36b164c4d21116abdbdcc52746e454fd9c169b55d9cfd89e83d299d"
        );
        assert_eq!(
            <action::LookupTransformGetResult as RosService>::TYPE_HASH.to_string(),
            "RIHS01_3cd1715751899e3167b5aec3e4ac194f7da9e8493a77285f9f6a4c914f5e8b24"
        );
        assert_eq!(
            <action::LookupTransformFeedbackMessage as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_10cb89922dcb103e95c185d43e8a5efa3d38db996f733151a2f3e2ac133f4839"
        );
    }
}
