// Written by ros-z-import from stereo_msgs 5.3.6. Change the definition and import it again.

//! Results of stereo vision. The images themselves are in `sensor_msgs`.

mod msg;

pub use msg::*;

#[cfg(test)]
mod tests {
    use ros_z_core::RosMessage;

    use super::*;

    #[test]
    fn types_have_the_hashes_of_their_definitions() {
        assert_eq!(
            <msg::DisparityImage as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_1ec1ff6b5bace919e4544a37f2d96ead9f81783701b7b7a4d97a09325ecf2711"
        );
    }
}
