// Written by ros-z-import from rcl_interfaces 2.0.3. Change the definition and import it again.

//! Parameters, log lines and logger levels, which every node has. Services that carry them are in `srv`.

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
            <msg::FloatingPointRange as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_e6af23a23c177fee5f3075c8b1e435162a9b63c863d78c06017460b49684262d"
        );
        assert_eq!(
            <msg::IntegerRange as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_f7b7fdc0f65f07702e099218e13288c3963bcb9345bde78b560e6cd19800fc5a"
        );
        assert_eq!(
            <msg::ListParametersResult as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_237ae3428413dcbcfb452b510c42355f3a2b021dc091afa3e18526d57022f1cd"
        );
        assert_eq!(
            <msg::Log as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_e28ce254ca8abc06abf92773b74602cdbf116ed34fbaf294fb9f81da9f318eac"
        );
        assert_eq!(
            <msg::LoggerLevel as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_95785cc42f048ab4f395af65035aeaf2181d8e1c7a44edb8ad4558445fdb43c0"
        );
        assert_eq!(
            <msg::Parameter as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_ddfe6442cffc462317adb5c92536a7b6dd55858c5c3e1e328165a6b73c2831af"
        );
        assert_eq!(
            <msg::ParameterDescriptor as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_52175dbfda6c51153101d33d2a9da05743f66f02d5ab2ca9ec4709b46b73d704"
        );
        assert_eq!(
            <msg::ParameterEvent as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_043e627780fcad87a22d225bc2a037361dba713fca6a6b9f4b869a5aa0393204"
        );
        assert_eq!(
            <msg::ParameterEventDescriptors as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_456f90915d72ef69379e702ef3ba2a115098ff677eab9c0080fa11239c6b147e"
        );
        assert_eq!(
            <msg::ParameterType as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_df29ed057a834862187be24dd187d981790ff3ea6502f4cd27b432cbc42c6d46"
        );
        assert_eq!(
            <msg::ParameterValue as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_115fc089a387e23c7ecd3525c9189c379109119d6ab82e8dfbde0fdf6a7f9b68"
        );
        assert_eq!(
            <msg::SetLoggerLevelsResult as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_9316e5e679a5b72d2dd7fd80c539bae9e106fa0890a06dc5da3a8177a3ff6909"
        );
        assert_eq!(
            <msg::SetParametersResult as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_cfcc0fb0371ee5159b403960ef4300f8f9d2f1fd6117c8666b7f9654d528a9b1"
        );
        assert_eq!(
            <srv::DescribeParametersRequest as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_05dd1c2bc87dec2627105c8070d6f9725c781a4f2ab852975bf105462b82b644"
        );
        assert_eq!(
            <srv::DescribeParametersResponse as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_ad6747319613c6131589e062e095b469a46cc764f7d0f12a001a49e6cd893995"
        );
        assert_eq!(
            <srv::DescribeParameters as RosService>::TYPE_HASH.to_string(),
            "RIHS01_845b484d71eb0673dae682f2e3ba3c4851a65a3dcfb97bddd82c5b57e91e4cff"
        );
        assert_eq!(
            <srv::GetLoggerLevelsRequest as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_490ace424a5f5b14cb4e1e95030d7fe366d8df0fd9fe4d03b44d6009504fd2cc"
        );
        assert_eq!(
            <srv::GetLoggerLevelsResponse as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_228685d350911d213047abe756f5bf566d2f76b359c4e9fac16e5ef652aff910"
        );
        assert_eq!(
            <srv::GetLoggerLevels as RosService>::TYPE_HASH.to_string(),
            "RIHS01_03bf1bebd0d6514c7ed0ba7c5e08dc9f2f39c759fe99e1e30ea4157d7674f72d"
        );
        assert_eq!(
            <srv::GetParameterTypesRequest as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_87d7ec5ef545d4daa289d500025d31fb2437bc8b8365ca367161c4dac4be33fd"
        );
        assert_eq!(
            <srv::GetParameterTypesResponse as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_ac1335dce67c478e669434f6ac2fbff34fcd529580f272d3006785ba8b54e47f"
        );
        assert_eq!(
            <srv::GetParameterTypes as RosService>::TYPE_HASH.to_string(),
            "RIHS01_da199c878688b3e530bdfe3ca8f74cb9fa0c303101e980a9e8f260e25e1c80ca"
        );
        assert_eq!(
            <srv::GetParametersRequest as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_135a9e1c3d7cebef792f6687d7ddf99949b21a0bd9a320d863a9110a3f5cf4d6"
        );
        assert_eq!(
            <srv::GetParametersResponse as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_9fa773b46e39cc5d02db6224d8fd520bb9caeeffc2b27c96c1e59431baba9f2a"
        );
        assert_eq!(
            <srv::GetParameters as RosService>::TYPE_HASH.to_string(),
            "RIHS01_bf9803d5c74cf989a5de3e0c2e99444599a627c7ff75f97b8c05b01003675cbc"
        );
        assert_eq!(
            <srv::ListParametersRequest as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_a1b0b5d6b967a5b8ac5bc8563c3ea678f349e312a6a4967227c5a96bc5ce38df"
        );
        assert_eq!(
            <srv::ListParametersResponse as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_31b937b82de3612426be79f231e386259f97e8dc843e3f2845288b4bfa296bdd"
        );
        assert_eq!(
            <srv::ListParameters as RosService>::TYPE_HASH.to_string(),
            "RIHS01_3e6062bfbb27bfb8730d4cef2558221f51a11646d78e7bb30a1e83afac3aad9d"
        );
        assert_eq!(
            <srv::SetLoggerLevelsRequest as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_4e7768e0f4c749205f35bc05449f83fad18c42de52c16b1934d66c2f68ffd862"
        );
        assert_eq!(
            <srv::SetLoggerLevelsResponse as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_ba51739027e57cb9120015737f4618579684047d862b2b16a76bc399d987d6d3"
        );
        assert_eq!(
            <srv::SetLoggerLevels as RosService>::TYPE_HASH.to_string(),
            "RIHS01_3ff86cb4e91fbf9abae15c234ecc874448de6ece8e193401c077cf116e4f6d78"
        );
        assert_eq!(
            <srv::SetParametersRequest as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_130d46386b7e84ea9ecf60608a4d83cbe5e5cb7c6cc5b712b7a4e3a6c254e932"
        );
        assert_eq!(
            <srv::SetParametersResponse as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_7a0e8140a0b8d98308fa81a5403a766e610af29a239caf54b7553227906fc266"
        );
        assert_eq!(
            <srv::SetParameters as RosService>::TYPE_HASH.to_string(),
            "RIHS01_56eed9a67e169f9cb6c1f987bc88f868c14a8fc9f743a263bc734c154015d7e0"
        );
        assert_eq!(
            <srv::SetParametersAtomicallyRequest as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_db0bd950ed5ed867a0e90b225e44dea382d762c0762ff3e0ee842190042a59e5"
        );
        assert_eq!(
            <srv::SetParametersAtomicallyResponse as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_31b1a38c5b0b9d893ee24da45f69638f4561c78461d82d52750f429b534502b8"
        );
        assert_eq!(
            <srv::SetParametersAtomically as RosService>::TYPE_HASH.to_string(),
            "RIHS01_0e192ef259c07fc3c07a13191d27002222e65e00ccec653ca05e856f79285fcd"
        );
    }
}
