// Written by ros-z-import from service_msgs 2.0.3. Change the definition and import it again.

//! Events of services, for introspection.

mod msg;

pub use msg::*;

#[cfg(test)]
mod tests {
    use ros_z_core::RosMessage;

    use super::*;

    #[test]
    fn types_have_the_hashes_of_their_definitions() {
        assert_eq!(
            <msg::ServiceEventInfo as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_41bcbbe07a75c9b52bc96bfd5c24d7f0fc0a08c0cb7921b3373c5732345a6f45"
        );
    }
}
