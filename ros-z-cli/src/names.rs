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

/// Returns `; did you mean /chatter?` if a name is similar to a misspelt one, and nothing otherwise.
pub(crate) fn did_you_mean(misspelt: &str, names: impl IntoIterator<Item = String>) -> String {
    let similar = names
        .into_iter()
        .filter_map(|name| Some((difference(misspelt, &name)?, name)))
        .min();
    similar.map_or(String::new(), |(_, name)| {
        format!("; did you mean {}?", shown(&name))
    })
}

/// The longest name that is compared: the time grows with the product of the lengths.
const LONGEST_COMPARED: usize = 256;

/// Returns how much a name differs from a misspelt one; `None` if it is another name.
fn difference(misspelt: &str, name: &str) -> Option<usize> {
    let last = |name: &str| name.rsplit('/').next().unwrap_or_default().to_owned();
    if misspelt == name || misspelt.len().max(name.len()) > LONGEST_COMPARED {
        return None;
    }
    // A forgotten namespace is the most frequent mistake.
    if last(misspelt) == last(name) {
        return Some(0);
    }
    let steps = edits(&misspelt.to_lowercase(), &name.to_lowercase());
    let most = (misspelt.chars().count() / 4).max(1);
    (steps <= most).then_some(steps + 1)
}

/// Returns the number of characters to insert, delete, replace, or exchange with the next one.
fn edits(from: &str, to: &str) -> usize {
    let (from, to): (Vec<char>, Vec<char>) = (from.chars().collect(), to.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (line, &wanted) in from.iter().enumerate() {
        let mut next = vec![line + 1];
        for (column, &found) in to.iter().enumerate() {
            let replaced = row[column] + usize::from(wanted != found);
            let mut steps = replaced.min(row[column + 1] + 1).min(next[column] + 1);
            if line > 0 && column > 0 && wanted == to[column - 1] && from[line - 1] == found {
                steps = steps.min(before[column - 1] + 1);
            }
            next.push(steps);
        }
        before = std::mem::replace(&mut row, next);
    }
    row[to.len()]
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

    #[test]
    fn a_misspelt_name_is_similar_to_the_right_one() {
        let names = ["/chatter", "/robot1/points", "/rosout", "/parameter_events"];
        let hint = |misspelt: &str| did_you_mean(misspelt, names.map(str::to_owned));
        for misspelt in ["/chater", "/chatetr", "/chattter", "/Chatter", "/chattr"] {
            assert_eq!(hint(misspelt), "; did you mean /chatter?", "{misspelt}");
        }
        assert_eq!(hint("/points"), "; did you mean /robot1/points?");
        for other in ["/image", "/chatter", "/", "", &"x".repeat(1000)] {
            assert_eq!(hint(other), "", "{other}");
        }
    }

    #[test]
    fn exchanged_characters_are_one_edit() {
        assert_eq!(edits("", "abc"), 3);
        assert_eq!(edits("abc", "acb"), 1);
        assert_eq!(edits("größe", "große"), 1);
    }
}
