// Written by ros-z-import from std_msgs 5.3.6. Change the definition and import it again.

//! Headers, colours, and wrappers around single values and arrays. Messages with a physical meaning are in the packages named for it.

mod msg;

pub use msg::*;

#[cfg(test)]
mod tests {
    use ros_z_core::RosMessage;

    use super::*;

    #[test]
    fn types_have_the_hashes_of_their_definitions() {
        assert_eq!(
            <msg::Bool as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_feb91e995ff9ebd09c0cb3d2aed18b11077585839fb5db80193b62d74528f6c9"
        );
        assert_eq!(
            <msg::Byte as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_41e1a3345f73fe93ede006da826a6ee274af23dd4653976ff249b0f44e3e798f"
        );
        assert_eq!(
            <msg::ByteMultiArray as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_972fec7f50ab3c1d06783c228e79e8a9a509021708c511c059926261ada901d4"
        );
        assert_eq!(
            <msg::Char as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_3ad2d04dd29ba19d04b16659afa3ccaedd691914b02a64e82e252f2fa6a586a9"
        );
        assert_eq!(
            <msg::ColorRGBA as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_77a7a5b9ae477306097665106e0413ba74440245b1f3d0c6d6405fe5c7813fe8"
        );
        assert_eq!(
            <msg::Empty as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_20b625256f32d5dbc0d04fee44f43c41e51c70d3502f84b4a08e7a9c26a96312"
        );
        assert_eq!(
            <msg::Float32 as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_7170d3d8f841f7be3172ce5f4f59f3a4d7f63b0447e8b33327601ad64d83d6e2"
        );
        assert_eq!(
            <msg::Float32MultiArray as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_0599f6f85b4bfca379873a0b4375a0aca022156bd2d7021275d116ed1fa8bfe0"
        );
        assert_eq!(
            <msg::Float64 as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_705ba9c3d1a09df43737eb67095534de36fd426c0587779bda2bc51fe790182a"
        );
        assert_eq!(
            <msg::Float64MultiArray as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_1025ddc6b9552d191f89ef1a8d2f60f3d373e28b283d8891ddcc974e8c55397f"
        );
        assert_eq!(
            <msg::Header as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_f49fb3ae2cf070f793645ff749683ac6b06203e41c891e17701b1cb597ce6a01"
        );
        assert_eq!(
            <msg::Int16 as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_1dcc3464e47c288a55f943a389d337cdb06804de3f5cd7a266b0de718eee17e5"
        );
        assert_eq!(
            <msg::Int16MultiArray as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_b58810e8e5b90fb19a5062469eb8409f5ab11a446d60de7157a1457e52a076ce"
        );
        assert_eq!(
            <msg::Int32 as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_b6578ded3c58c626cfe8d1a6fb6e04f706f97e9f03d2727c9ff4e74b1cef0deb"
        );
        assert_eq!(
            <msg::Int32MultiArray as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_84a7346323525d1b4dfca899df3820f245e54009dac5a6b69217d14fdefd1701"
        );
        assert_eq!(
            <msg::Int64 as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_8cd1048c2f186b6bd9a92472dc1ce51723c0833a221e2b7aecfff111774f4b49"
        );
        assert_eq!(
            <msg::Int64MultiArray as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_e60f9fe34d697f0939ad49d33158693c1277fbac0e2f04b7c2995dc21c89b422"
        );
        assert_eq!(
            <msg::Int8 as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_26525065a403d972cb672f0777e333f0c799ad444ae5fcd79e43d1e73bd0f440"
        );
        assert_eq!(
            <msg::Int8MultiArray as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_f21998d4b492abd63330765d75d5831238d400740386f651f13a872a4d2188db"
        );
        assert_eq!(
            <msg::MultiArrayDimension as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_5e773a60a4c7fc8a54985f307c7837aa2994252a126c301957a24e31282c9cbe"
        );
        assert_eq!(
            <msg::MultiArrayLayout as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_4c66e6f78e740ac103a94cf63259f968e48c617e7699e829b63c21a5cb50dac6"
        );
        assert_eq!(
            <msg::String as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_df668c740482bbd48fb39d76a70dfd4bd59db1288021743503259e948f6b1a18"
        );
        assert_eq!(
            <msg::UInt16 as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_08a406e4b022bc22e907f985d6a9e9dd1d4fbecae573549cf49350113e7757b1"
        );
        assert_eq!(
            <msg::UInt16MultiArray as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_94fe73428ec63baecc774f8fb82406123e9291cf728f1b7c91caf5335129492b"
        );
        assert_eq!(
            <msg::UInt32 as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_a5c874829b752bc5fa190024b0ad76f578cc278271e855c7d02a818b3516fb4a"
        );
        assert_eq!(
            <msg::UInt32MultiArray as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_6c2577c7ad3cbdcc2164a41c12f1d5ad314ea320f3fb1ee47e78019fe16bb5b0"
        );
        assert_eq!(
            <msg::UInt64 as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_fbdc52018fc13755dce18024d1a671c856aa8b4aaf63adfb095b608f98e8c943"
        );
        assert_eq!(
            <msg::UInt64MultiArray as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_fc1c685c2f76bdc6983da025cb25d2db5fb5157b059e300f6d957d86f981b366"
        );
        assert_eq!(
            <msg::UInt8 as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_6138bd83d8c3569cb80a667db03cfc1629f529fee79d944c39c34e352e72f010"
        );
        assert_eq!(
            <msg::UInt8MultiArray as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_5687e861b8d307a5e48b7515467ae7a5fc2daf805bd0ce6d8e9e604bade9f385"
        );
    }
}
