//! Names of topics, services and nodes on the command line and in the graph.

/// Returns the fully qualified name: `chatter` is short for `/chatter`.
pub(crate) fn absolute(name: &str) -> String {
    if name.starts_with('/') {
        name.into()
    } else {
        format!("/{name}")
    }
}

/// Returns whether ROS tools hide the name: a part of it starts with `_`.
pub(crate) fn is_hidden(name: &str) -> bool {
    name.split('/').any(|part| part.starts_with('_'))
}

/// Returns a name of the graph for a terminal. Names come from peers: control characters are escaped.
pub(crate) fn shown(name: &str) -> String {
    if name.chars().any(char::is_control) {
        name.escape_debug().to_string()
    } else {
        name.into()
    }
}

/// Joins a namespace and the name of a node.
pub(crate) fn node_name(namespace: &str, name: &str) -> String {
    format!("{}/{name}", namespace.trim_end_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_hidden_if_a_part_of_it_is() {
        assert!(is_hidden("/fibonacci/_action/feedback"));
        assert!(is_hidden("/_rosz_1"));
        assert!(!is_hidden("/robot_1/image_"));
    }

    #[test]
    fn control_characters_of_a_peer_do_not_reach_the_terminal() {
        assert_eq!(shown("/a\u{1b}[2J"), "/a\\u{1b}[2J");
        assert_eq!(shown("/größe"), "/größe");
    }

    #[test]
    fn nodes_of_the_root_namespace_have_one_slash() {
        assert_eq!(node_name("/", "talker"), "/talker");
        assert_eq!(node_name("/robot1", "talker"), "/robot1/talker");
        assert_eq!(absolute("chatter"), absolute("/chatter"));
    }
}
