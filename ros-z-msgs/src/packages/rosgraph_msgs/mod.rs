// Written by ros-z-import from rosgraph_msgs 2.0.3. Change the definition and import it again.

//! The clock of a simulation or a replay, as published on `/clock`.

mod msg;

pub use msg::*;

#[cfg(test)]
mod tests {
    use ros_z_core::RosMessage;

    use super::*;

    #[test]
    fn types_have_the_hashes_of_their_definitions() {
        assert_eq!(
            <msg::Clock as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_692f7a66e93a3c83e71765d033b60349ba68023a8c689a79e48078bcb5c58564"
        );
    }
}
