//! The values that the command line and parameter files set for the parameters of nodes. `yaml.rs` reads them.

use super::node_pattern::NodePattern;
use super::value::ParameterValue;
use crate::name::NodePath;
use std::collections::BTreeMap;

/// The parameters of nodes, by the names of the nodes.
///
/// # Examples
///
/// ```
/// use ros_z_protocol::{NodePath, ParameterOverrides, ParameterValue};
///
/// let mut overrides = ParameterOverrides::default();
/// overrides.read_rule("speed:=1.5")?;
/// overrides.read_yaml("/robot/*:\n  ros__parameters:\n    gains: {p: 2.0}\n")?;
/// let wheel = overrides.for_node(&NodePath::new("/robot".parse()?, "wheel".parse()?));
/// assert_eq!(wheel["speed"], ParameterValue::Double(1.5));
/// assert_eq!(wheel["gains.p"], ParameterValue::Double(2.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ParameterOverrides {
    /// The patterns in the order in which they first appeared, each with its parameters.
    nodes: Vec<(NodePattern, BTreeMap<String, ParameterValue>)>,
}

impl ParameterOverrides {
    /// Sets a parameter of the nodes that match a pattern, and replaces an earlier value for the same pattern.
    pub fn set(&mut self, nodes: NodePattern, name: impl Into<String>, value: impl Into<ParameterValue>) {
        self.parameters(nodes).insert(name.into(), value.into());
    }

    /// Returns the parameters of a node.
    ///
    /// If several patterns match the node and set the same parameter, the pattern that was introduced last wins, as in
    /// `rclcpp`. A pattern is introduced by its first value: after `-p a:=1`, a file with a value of `a` for the
    /// node, and `-p a:=2`, the value is the one of the file, because the first `-p` introduced the pattern `/**`.
    pub fn for_node(&self, node: &NodePath) -> BTreeMap<String, ParameterValue> {
        self.nodes
            .iter()
            .filter(|(pattern, _)| pattern.matches(node))
            .flat_map(|(_, parameters)| parameters)
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect()
    }

    /// Whether no parameter is set.
    pub fn is_empty(&self) -> bool {
        self.nodes.iter().all(|(_, parameters)| parameters.is_empty())
    }

    fn parameters(&mut self, nodes: NodePattern) -> &mut BTreeMap<String, ParameterValue> {
        let known = self.nodes.iter().position(|(pattern, _)| *pattern == nodes);
        let index = known.unwrap_or(self.nodes.len());
        if known.is_none() {
            self.nodes.push((nodes, BTreeMap::new()));
        }
        &mut self.nodes[index].1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pattern_that_appeared_last_counts() {
        let mut overrides = ParameterOverrides::default();
        assert!(overrides.is_empty());
        let node = NodePath::new("/robot".parse().unwrap(), "cam".parse().unwrap());
        overrides.set(NodePattern::all(), "rate", 1);
        overrides.set(NodePattern::all(), "mode", "all");
        overrides.set("/robot/cam".parse().unwrap(), "rate", 2);
        overrides.set("/robot/lidar".parse().unwrap(), "rate", 3);
        overrides.set(NodePattern::all(), "rate", 4);
        let values: Vec<_> = overrides.for_node(&node).into_iter().collect();
        assert_eq!(values, [("mode".into(), "all".into()), ("rate".into(), 2.into())]);
    }
}
