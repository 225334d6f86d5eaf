// Written by ros-z-import from builtin_interfaces 2.0.3. Change the definition and import it again.

//! Time and duration, the two types that every stamped message uses. Clocks and headers are elsewhere: see `rosgraph_msgs` and `std_msgs`.

mod msg;

pub use msg::*;

#[cfg(test)]
mod tests {
    use ros_z_core::RosMessage;

    use super::*;

    #[test]
    fn types_have_the_hashes_of_their_definitions() {
        assert_eq!(
            <msg::Duration as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_e8d009f659816f758b75334ee1a9ca5b5c0b859843261f14c7f937349599d93b"
        );
        assert_eq!(
            <msg::Time as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_b106235e25a4c5ed35098aa0a61a3ee9c9b18d197f398b0e4206cea9acf9c197"
        );
    }
}
