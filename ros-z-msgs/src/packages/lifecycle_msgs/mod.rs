// Written by ros-z-import from lifecycle_msgs 2.0.3. Change the definition and import it again.

//! States and transitions of managed nodes. Services that ask for them are in `srv`.

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
            <msg::State as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_dd2d02b82f3ebc858e53c431b1e6e91f3ffc71436fc81d0715214ac6ee2107a0"
        );
        assert_eq!(
            <msg::Transition as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_c65d7b31ea134cba4f54fc867b817979be799f7452035cd35fac9b7421fb3424"
        );
        assert_eq!(
            <msg::TransitionDescription as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_c5f1cd4bb1ad2ba0e3329d4ac7015c52a674a72c1faf7974c37a33f4f6048b28"
        );
        assert_eq!(
            <msg::TransitionEvent as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_d5f8873a2f0146498f812d7885c7327ce27e463d36811d8792f35ee38c0d6c38"
        );
        assert_eq!(
            <srv::ChangeStateRequest as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_d74c6f524e14cade7b67e7297190360ed749264af300524fc1456f27cc2a553a"
        );
        assert_eq!(
            <srv::ChangeStateResponse as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_e1ddfed0271fefe63767aa71561926e4d9eac0f1ddf9e71a8873eb46b36deac2"
        );
        assert_eq!(
            <srv::ChangeState as RosService>::TYPE_HASH.to_string(),
            "RIHS01_356fe34f0475a43acf54542013af4167b0e729f77ea22ffb045c6ad8e20668e5"
        );
        assert_eq!(
            <srv::GetAvailableStatesRequest as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_c2c0c12de6023822f284929577d4ca2862e0501150010966e8a90b632e4424de"
        );
        assert_eq!(
            <srv::GetAvailableStatesResponse as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_223e0dd5bb8a847ebb9532adaf8b5e2a97e6e68e79faeaabd81a45fb32925bd1"
        );
        assert_eq!(
            <srv::GetAvailableStates as RosService>::TYPE_HASH.to_string(),
            "RIHS01_00a07d79d2207d71e81a8cbc1880e5d924cc16d4688ea8e8e06e443dc8f8aa1d"
        );
        assert_eq!(
            <srv::GetAvailableTransitionsRequest as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_52a73c0b5d7489bee0df6ddb0aec45c41289d223ff225b58fe11d859ac8109a6"
        );
        assert_eq!(
            <srv::GetAvailableTransitionsResponse as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_4711339461aadf02bcfff797a198de911f885074bd3f2fe9f7b677ef87f0741c"
        );
        assert_eq!(
            <srv::GetAvailableTransitions as RosService>::TYPE_HASH.to_string(),
            "RIHS01_59b7ecefce0982a8a844b9f2c4f14764c1c4543cc55e72924e2aa4adad83e9bc"
        );
        assert_eq!(
            <srv::GetStateRequest as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_77a9c844e7975f15bc2221e8bbebafc4d118afb78c7f7071eef91f83f940f2f6"
        );
        assert_eq!(
            <srv::GetStateResponse as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_fe249babab472e42cb5653b5d6a6b0c42a003b0fdfb84851aea3fde08760b4f5"
        );
        assert_eq!(
            <srv::GetState as RosService>::TYPE_HASH.to_string(),
            "RIHS01_800a0a5aae599782b02932de0caf563f6dc4e7e94b794eadde075ba2cbef9795"
        );
    }
}
