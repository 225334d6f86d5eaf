//! Patterns for names of nodes, which select the nodes that get parameters. The form is that of `rcl_yaml_param_parser`
//! (`src/parse.c`, `_validate_name`), the match that of `rclcpp` (`src/rclcpp/parameter_map.cpp`).

use crate::name::{NameError, NodeName, NodePath};
use std::fmt;
use std::str::FromStr;

/// A pattern for names of nodes, such as `/robot/camera` or `/robot/*`: `*` stands for exactly one part of a name, `**` for
/// any number of parts. A pattern without a leading `/` is in the root namespace.
///
/// # Examples
///
/// ```
/// use ros_z_protocol::{NodePath, NodePattern};
///
/// let cameras: NodePattern = "/**/camera".parse()?;
/// assert!(cameras.matches(&NodePath::new("/robot/left".parse()?, "camera".parse()?)));
/// assert!(cameras.matches(&NodePath::new("/".parse()?, "camera".parse()?)));
/// assert!(!cameras.matches(&NodePath::new("/robot".parse()?, "lidar".parse()?)));
/// # Ok::<(), ros_z_protocol::NameError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct NodePattern(String);

impl NodePattern {
    /// The pattern that all nodes match, `/**`.
    pub fn all() -> Self {
        Self("/**".into())
    }

    /// Checks a pattern.
    ///
    /// # Errors
    ///
    /// [`NameError`] for a part that is neither a wildcard nor a valid name.
    pub fn new(pattern: &str) -> Result<Self, NameError> {
        let relative = pattern.strip_prefix('/').unwrap_or(pattern);
        for part in relative.split('/') {
            if !matches!(part, "*" | "**") {
                NodeName::new(part)?;
            }
        }
        Ok(Self(format!("/{relative}")))
    }

    /// The pattern as text, with a leading `/`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns whether the pattern matches the name of a node.
    pub fn matches(&self, node: &NodePath) -> bool {
        let name = node.to_string();
        let names: Vec<_> = name.split('/').skip(1).collect();
        // Whether the parts of the pattern so far match the first `n` parts of the name.
        let mut matched = vec![false; names.len() + 1];
        matched[0] = true;
        for part in self.0.split('/').skip(1) {
            let before = std::mem::replace(&mut matched, vec![false; names.len() + 1]);
            if part == "**" {
                let mut any = false;
                for (now, before) in matched.iter_mut().zip(before) {
                    any |= before;
                    *now = any;
                }
            } else {
                for (index, name) in names.iter().enumerate() {
                    matched[index + 1] = before[index] && (part == "*" || part == *name);
                }
            }
        }
        matched[names.len()]
    }
}

impl fmt::Display for NodePattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl FromStr for NodePattern {
    type Err = NameError;

    fn from_str(pattern: &str) -> Result<Self, NameError> {
        Self::new(pattern)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // The patterns are those of rcl_yaml_param_parser/test/wildcards*.yaml; the matches those of the regular
    // expressions that rclcpp makes of them.
    #[test]
    fn wildcards_match_as_in_rclcpp() {
        let nodes = [
            ("/", "cam"),
            ("/a", "cam"),
            ("/a/b", "cam"),
            ("/a", "lidar"),
            ("/cam", "a"),
        ];
        for (pattern, matched) in [
            ("/**", [true, true, true, true, true]),
            ("**", [true, true, true, true, true]),
            ("/*", [true, false, false, false, false]),
            ("*", [true, false, false, false, false]),
            ("cam", [true, false, false, false, false]),
            ("/a/cam", [false, true, false, false, false]),
            ("a/*", [false, true, false, true, false]),
            ("/*/cam", [false, true, false, false, false]),
            ("/**/cam", [true, true, true, false, false]),
            ("/a/**", [false, true, true, true, false]),
            ("/a/**/cam", [false, true, true, false, false]),
            ("/*/*/*", [false, false, true, false, false]),
            ("/**/*/**/cam", [false, true, true, false, false]),
        ] {
            let pattern = NodePattern::new(pattern).unwrap();
            let found = nodes.map(|(namespace, name)| {
                pattern.matches(&NodePath::new(namespace.parse().unwrap(), name.parse().unwrap()))
            });
            assert_eq!(found, matched, "{pattern}");
        }
    }

    #[test]
    fn a_part_is_a_wildcard_or_a_name() {
        for pattern in ["", "/", "/a/", "a//b", "a*", "/***", "a b", "/2d", "/a.b"] {
            assert!(NodePattern::new(pattern).is_err(), "{pattern}");
        }
    }
}
