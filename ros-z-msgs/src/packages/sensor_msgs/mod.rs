// Written by ros-z-import from sensor_msgs 5.3.6. Change the definition and import it again.

//! Measurements of sensors and input devices, and the calibration of cameras. Poses, velocities and forces in themselves are in `geometry_msgs`.

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
            <msg::BatteryState as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_4bee5dfce981c98faa6828b868307a0a73f992ed0789f374ee96c8f840e69741"
        );
        assert_eq!(
            <msg::CameraInfo as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_b3dfd68ff46c9d56c80fd3bd4ed22c7a4ddce8c8348f2f59c299e73118e7e275"
        );
        assert_eq!(
            <msg::ChannelFloat32 as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_92665437ddf39346f4ba39ee32e648390605b633cc077d40f4bd4d7b58af6cd4"
        );
        assert_eq!(
            <msg::CompressedImage as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_15640771531571185e2efc8a100baf923961a4d15d5569652e6cb6691e8e371a"
        );
        assert_eq!(
            <msg::FluidPressure as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_22dfb2b145a0bd5a31a1ac3882a1b32148b51d9b2f3bab250290d66f3595bc32"
        );
        assert_eq!(
            <msg::Illuminance as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_b954b25f452fcf81a91c9c2a7e3b3fd85c4c873d452aecb3cfd8fd1da732a22d"
        );
        assert_eq!(
            <msg::Image as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_d31d41a9a4c4bc8eae9be757b0beed306564f7526c88ea6a4588fb9582527d47"
        );
        assert_eq!(
            <msg::Imu as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_7d9a00ff131080897a5ec7e26e315954b8eae3353c3f995c55faf71574000b5b"
        );
        assert_eq!(
            <msg::JointState as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_a13ee3a330e346c9d87b5aa18d24e11690752bd33a0350f11c5882bc9179260e"
        );
        assert_eq!(
            <msg::Joy as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_0d356c79cad3401e35ffeb75a96a96e08be3ef896b8b83841d73e890989372c5"
        );
        assert_eq!(
            <msg::JoyFeedback as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_231dd362f71d6fc08272770d07120ad5fe5874ce2dbac70109b28986834290cd"
        );
        assert_eq!(
            <msg::JoyFeedbackArray as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_3287c32e1b688cae04555e465443df3cca7dae76ee4ebf85c4658d585037bcaa"
        );
        assert_eq!(
            <msg::LaserEcho as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_0fbc05a0db7d37fe52c0f0375356db55da0046f7ef5bd27ca6b34bd0582bc952"
        );
        assert_eq!(
            <msg::LaserScan as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_64c191398013af96509d518dac71d5164f9382553fce5c1f8cca5be7924bd828"
        );
        assert_eq!(
            <msg::MagneticField as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_e80f32f56a20486c9923008fc1a1db07bbb273cbbf6a5b3bfa00835ee00e4dff"
        );
        assert_eq!(
            <msg::MultiDOFJointState as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_4d4ded702cfba7ff3ec783835c1a1425f75e53939a430ff355d1fee4b3bbc40b"
        );
        assert_eq!(
            <msg::MultiEchoLaserScan as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_ba5eac341cd5bbb2701527aa4568e8baec172b69cadb9a1945d6f149d087ee48"
        );
        assert_eq!(
            <msg::NavSatFix as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_62223ab3fe210a15976021da7afddc9e200dc9ec75231c1b6a557fc598a65404"
        );
        assert_eq!(
            <msg::NavSatStatus as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_d1ed3befa628e09571bd273b888ba1c1fd187c9a5e0006b385d7e5e9095a3204"
        );
        assert_eq!(
            <msg::PointCloud as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_614593df71d3c2b9bd4604a71b750fd218f0d65c045ea988b713719455a65b3b"
        );
        assert_eq!(
            <msg::PointCloud2 as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_9198cabf7da3796ae6fe19c4cb3bdd3525492988c70522628af5daa124bae2b5"
        );
        assert_eq!(
            <msg::PointField as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_5c6a4750728c2bcfbbf7037225b20b02d4429634732146b742dee1726637ef01"
        );
        assert_eq!(
            <msg::Range as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_b42b62562e93cbfe9d42b82fe5994dfa3d63d7d5c90a317981703f7388adff3a"
        );
        assert_eq!(
            <msg::RegionOfInterest as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_ad16bcba5f9131dcdba6fbded19f726f5440e3c513b4fb586dd3027eeed8abb1"
        );
        assert_eq!(
            <msg::RelativeHumidity as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_8687c99b4fb393cb2e545e407b5ea7fd0b5d8960bcd849a0f86c544740138839"
        );
        assert_eq!(
            <msg::Temperature as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_72514a14126ab9f8a9abec974c78e5610a367b59db5da355ff1fb982d5bad4b8"
        );
        assert_eq!(
            <msg::TimeReference as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_dd66e84cf40bbb5d5a40472e6ecf2675a031334d4c426abdb2ad41801a8efc99"
        );
        assert_eq!(
            <srv::SetCameraInfoRequest as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_27dc5497730fdb6930e66cb879c210e31a83022acc5bbc999f24f55286029f87"
        );
        assert_eq!(
            <srv::SetCameraInfoResponse as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_4db6d7df20cdcdc05430945e76fa58e1eab1285c15f31d26fad76e2c1b10299c"
        );
        assert_eq!(
            <srv::SetCameraInfo as RosService>::TYPE_HASH.to_string(),
            "RIHS01_a10cca5d33dc637c8d49db50ab288701a3592bb9cd854f2f16a0659613b68984"
        );
    }
}
