// Written by ros-z-import from unique_identifier_msgs 2.5.0. Change the definition and import it again.

//! Universally unique identifiers.

mod msg;

pub use msg::*;

#[cfg(test)]
mod tests {
    use ros_z_core::RosMessage;

    use super::*;

    #[test]
    fn types_have_the_hashes_of_their_definitions() {
        assert_eq!(
            <msg::UUID as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_1b8e8aca958cbea28fe6ef60bf6c19b683c97a9ef60bb34752067d0f2f7ab437"
        );
    }
}
