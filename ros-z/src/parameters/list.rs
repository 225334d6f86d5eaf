//! The answer of `list_parameters`: which names a prefix and a depth select.
//!
//! The rules are those of `rclcpp` 29.3 (`NodeParameters::list_parameters`), in which depth 0 is `DEPTH_RECURSIVE`.

use ros_z_msgs::rcl_interfaces::ListParametersResult;
use ros_z_msgs::rcl_interfaces::srv::ListParametersRequest;
use std::collections::BTreeSet;

/// Separates the parts of a name.
const SEPARATOR: char = '.';

/// Selects names from `names`, which are sorted. The prefixes in the result are the parts of the names before
/// their last dots, each once.
pub(super) fn select<'a>(
    names: impl Iterator<Item = &'a str>,
    request: &ListParametersRequest,
) -> ListParametersResult {
    let mut result = ListParametersResult::default();
    let mut known = BTreeSet::new();
    for name in names.filter(|name| is_selected(name, &request.prefixes, request.depth)) {
        result.names.push(name.into());
        if let Some((prefix, _)) = name.rsplit_once(SEPARATOR)
            && known.insert(prefix)
        {
            result.prefixes.push(prefix.into());
        }
    }
    result
}

fn is_selected(name: &str, prefixes: &[String], depth: u64) -> bool {
    let is_within_depth = |rest: &str| {
        let separators = u64::try_from(rest.matches(SEPARATOR).count());
        depth == ListParametersRequest::DEPTH_RECURSIVE || separators.is_ok_and(|count| count < depth)
    };
    if prefixes.is_empty() {
        return is_within_depth(name);
    }
    prefixes
        .iter()
        .any(|prefix| match name.strip_prefix(prefix.as_str()) {
            Some("") => true,
            Some(rest) => rest.strip_prefix(SEPARATOR).is_some_and(is_within_depth),
            None => false,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 6] = ["a", "a.b", "a.b.c", "a.b.c.d", "ab.c", "x.y"];

    fn list(prefixes: &[&str], depth: u64) -> (Vec<String>, Vec<String>) {
        let request = ListParametersRequest {
            prefixes: prefixes.iter().map(|prefix| (*prefix).to_owned()).collect(),
            depth,
        };
        let result = select(NAMES.into_iter(), &request);
        (result.names, result.prefixes)
    }

    #[test]
    fn without_prefix_and_depth_all_names_are_listed() {
        let (names, prefixes) = list(&[], 0);
        assert_eq!(names, NAMES);
        assert_eq!(prefixes, ["a", "a.b", "a.b.c", "ab", "x"]);
    }

    #[test]
    fn depth_counts_the_parts_of_a_name_after_the_prefix() {
        assert_eq!(list(&[], 1).0, ["a"]);
        assert_eq!(list(&[], 2).0, ["a", "a.b", "ab.c", "x.y"]);
        assert_eq!(
            list(&["a"], 1),
            (vec!["a".into(), "a.b".into()], vec!["a".into()])
        );
        assert_eq!(list(&["a"], 2).0, ["a", "a.b", "a.b.c"]);
        assert_eq!(list(&["a"], 0).0, ["a", "a.b", "a.b.c", "a.b.c.d"]);
        assert_eq!(list(&["a.b"], 1).0, ["a.b", "a.b.c"]);
    }

    #[test]
    fn a_prefix_ends_at_a_dot_and_several_are_joined() {
        assert_eq!(list(&["a.b.c", "x"], 0).0, ["a.b.c", "a.b.c.d", "x.y"]);
        assert_eq!(list(&["a."], 0).0, [""; 0]);
        assert_eq!(list(&["b"], 0).0, [""; 0]);
    }
}
