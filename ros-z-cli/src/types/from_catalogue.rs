//! Descriptions of the messages and services that this library has.

use super::from_ament::candidates;
use ros_z::core::dynamic::Description;
use ros_z::msgs::catalogue;

/// Returns the description of a type, or the one of the service that it is a part of.
pub(super) fn find(type_name: &str) -> Option<Description> {
    let description = candidates(type_name).find_map(catalogue::describe)?;
    Some(Description::from(&description))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_services_and_their_parts_are_found() {
        let found = |name| find(name).map(|description| description.type_description.type_name);
        assert_eq!(
            found("std_msgs/msg/String").as_deref(),
            Some("std_msgs/msg/String")
        );
        assert_eq!(
            found("std_srvs/srv/Trigger").as_deref(),
            Some("std_srvs/srv/Trigger")
        );
        assert_eq!(
            found("std_srvs/srv/Trigger_Response").as_deref(),
            Some("std_srvs/srv/Trigger")
        );
        assert_eq!(found("std_msgs/msg/Strung"), None);
        assert_eq!(found("__/_"), None);
    }
}
