//! Remap rules, with which a user renames nodes, topics and services without changing the program. `name.rs`
//! resolves the names.
//!
//! The grammar is that of the ROS 2 article on command line arguments, without wildcards, which `rcl` does not
//! implement either.

use std::str::FromStr;

use super::name::check_pattern;
use super::{NameError, NameKind, Namespace, NodeName, NodePath, TopicName};

/// A rule of the command line, as it follows `-r`.
///
/// | rule | effect |
/// |---|---|
/// | `from:=to` | renames a topic or service; both sides may be relative, `~/x` or absolute |
/// | `rostopic://from:=to`, `rosservice://from:=to` | renames only a topic, only a service |
/// | `__node:=name`, `__name:=name` | renames the node |
/// | `__ns:=/namespace` | moves the node |
/// | `node:` before any of these | applies to the node of that name only |
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RemapRule {
    /// The only node that the rule applies to.
    node: Option<NodeName>,
    effect: Effect,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Effect {
    /// Renames the topic or service `from`; limited to one kind if set.
    Rename {
        kind: Option<NameKind>,
        from: String,
        to: String,
    },
    Node(NodeName),
    Namespace(Namespace),
}

impl RemapRule {
    fn applies_to(&self, node: &NodeName) -> bool {
        self.node.as_ref().is_none_or(|only| only == node)
    }

    /// Returns the new name of `name` if this rule renames it. A left side that does not resolve for this node
    /// matches nothing.
    fn renamed(&self, kind: NameKind, node: &NodePath, name: &TopicName) -> Option<&str> {
        match &self.effect {
            Effect::Rename { kind: only, from, to }
                if self.applies_to(node.name())
                    && only.is_none_or(|only| only == kind)
                    && node.resolve(kind, from).as_ref() == Ok(name) =>
            {
                Some(to)
            }
            _ => None,
        }
    }
}

impl FromStr for RemapRule {
    type Err = RemapError;

    fn from_str(rule: &str) -> Result<Self, Self::Err> {
        let separator = || RemapError::Separator { rule: rule.into() };
        let (left, to) = rule.split_once(":=").ok_or_else(separator)?;
        let name_error = |position: usize| {
            move |source: NameError| RemapError::Name {
                rule: rule.into(),
                position,
                source,
            }
        };
        // A scheme also ends with a colon, so check for it first.
        let (node, left) = match left.split_once(':') {
            Some((node, rest)) if !rest.starts_with("//") => {
                (Some(NodeName::new(node).map_err(name_error(0))?), rest)
            }
            _ => (None, left),
        };
        let to_position = rule.len() - to.len();
        let from_end = to_position - ":=".len();
        let effect = match left {
            "__node" | "__name" => Effect::Node(NodeName::new(to).map_err(name_error(to_position))?),
            "__ns" => Effect::Namespace(Namespace::absolute(to).map_err(name_error(to_position))?),
            _ => {
                let (kind, from) = strip_scheme(left);
                let written = kind.unwrap_or(NameKind::Topic);
                check_pattern(written, from).map_err(name_error(from_end - from.len()))?;
                check_pattern(written, to).map_err(name_error(to_position))?;
                Effect::Rename {
                    kind,
                    from: from.into(),
                    to: to.into(),
                }
            }
        };
        Ok(Self { node, effect })
    }
}

/// Returns the kind of names that a scheme restricts a rule to, and the rest of the rule.
fn strip_scheme(left: &str) -> (Option<NameKind>, &str) {
    if let Some(from) = left.strip_prefix("rostopic://") {
        (Some(NameKind::Topic), from)
    } else if let Some(from) = left.strip_prefix("rosservice://") {
        (Some(NameKind::Service), from)
    } else {
        (None, left)
    }
}

/// The remap rules of a process, in the order of the command line. Only the first matching rule applies.
///
/// # Examples
///
/// ```
/// use ros_z_protocol::RemapRules;
///
/// let args = ["camera", "--ros-args", "-r", "__ns:=/left", "-r", "image:=/raw/image"];
/// let rules = RemapRules::from_args(args)?;
/// let node = rules.node(&"camera".parse()?, &"/".parse()?);
/// assert_eq!(node.to_string(), "/left/camera");
/// assert_eq!(rules.topic(&node, "image")?.as_str(), "/raw/image");
/// assert_eq!(rules.topic(&node, "info")?.as_str(), "/left/info");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct RemapRules(Vec<RemapRule>);

impl RemapRules {
    /// Parses the rules in the arguments of a process: the argument after each `-r` or `--remap`, between
    /// `--ros-args` and `--` or the end. Ignores other arguments.
    ///
    /// # Errors
    ///
    /// [`RemapError`] for the first malformed or missing rule.
    pub fn from_args<A: AsRef<str>>(args: impl IntoIterator<Item = A>) -> Result<Self, RemapError> {
        let mut rules = Self::default();
        let mut args = args.into_iter();
        let mut ros = false;
        while let Some(arg) = args.next() {
            match arg.as_ref() {
                "--ros-args" => ros = true,
                "--" => ros = false,
                "-r" | "--remap" if ros => {
                    let rule = args.next().ok_or(RemapError::Missing)?;
                    rules.0.push(rule.as_ref().parse()?);
                }
                _ => {}
            }
        }
        Ok(rules)
    }

    /// Appends a rule.
    pub fn push(&mut self, rule: RemapRule) {
        self.0.push(rule);
    }

    /// Appends the rules of another list.
    pub fn append(&mut self, mut rules: Self) {
        self.0.append(&mut rules.0);
    }

    /// Renames the node `name` in `namespace`. As in `rcl`, the name changes first, so a rule for the namespace
    /// of one node must use the new name.
    pub fn node(&self, name: &NodeName, namespace: &Namespace) -> NodePath {
        let first = |name: &NodeName, pick: fn(&Effect) -> bool| {
            self.0
                .iter()
                .filter(|rule| rule.applies_to(name))
                .map(|rule| rule.effect.clone())
                .find(pick)
        };
        let name = match first(name, |effect| matches!(effect, Effect::Node(_))) {
            Some(Effect::Node(renamed)) => renamed,
            _ => name.clone(),
        };
        let namespace = match first(&name, |effect| matches!(effect, Effect::Namespace(_))) {
            Some(Effect::Namespace(moved)) => moved,
            _ => namespace.clone(),
        };
        NodePath::new(namespace, name)
    }

    /// Resolves and renames the topic `name` of `node`.
    ///
    /// # Errors
    ///
    /// [`NameError`] if the name, or its replacement, does not resolve.
    pub fn topic(&self, node: &NodePath, name: &str) -> Result<TopicName, NameError> {
        self.resolve(NameKind::Topic, node, name)
    }

    /// Resolves and renames the service `name` of `node`.
    ///
    /// # Errors
    ///
    /// [`NameError`] if the name, or its replacement, does not resolve.
    pub fn service(&self, node: &NodePath, name: &str) -> Result<TopicName, NameError> {
        self.resolve(NameKind::Service, node, name)
    }

    fn resolve(&self, kind: NameKind, node: &NodePath, name: &str) -> Result<TopicName, NameError> {
        let full = node.resolve(kind, name)?;
        match self.0.iter().find_map(|rule| rule.renamed(kind, node, &full)) {
            Some(to) => node.resolve(kind, to),
            None => Ok(full),
        }
    }
}

impl FromIterator<RemapRule> for RemapRules {
    fn from_iter<I: IntoIterator<Item = RemapRule>>(rules: I) -> Self {
        Self(rules.into_iter().collect())
    }
}

/// The reason why a text is not a [`RemapRule`].
#[derive(Clone, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum RemapError {
    /// The last argument is `-r` or `--remap`.
    #[error("no remap rule follows the last argument; write `-r from:=to`")]
    Missing,
    /// The rule has no `:=`.
    #[error("remap rule `{}` has no `:=`; write `from:=to`", .rule.escape_debug())]
    Separator {
        /// The whole rule.
        rule: String,
    },
    /// A name in the rule is not valid.
    #[error("remap rule `{}` has an invalid name at position {position}", .rule.escape_debug())]
    Name {
        /// The whole rule.
        rule: String,
        /// Start of the name, in bytes from the start of the rule.
        position: usize,
        /// The error of the name.
        source: NameError,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules<const N: usize>(rules: [&str; N]) -> RemapRules {
        rules.iter().map(|rule| rule.parse().unwrap()).collect()
    }

    fn node(namespace: &str, name: &str) -> NodePath {
        NodePath::new(namespace.parse().unwrap(), name.parse().unwrap())
    }

    #[test]
    fn both_sides_resolve_for_the_node() {
        let robot = node("/robot", "cam");
        for (rule, name, renamed) in [
            ("image:=raw", "image", "/robot/raw"),
            ("image:=/raw", "/robot/image", "/raw"),
            ("/robot/image:=~/raw", "image", "/robot/cam/raw"),
            ("~/image:=image", "~/image", "/robot/image"),
            ("{node}/image:={ns}/raw", "cam/image", "/robot/raw"),
            ("/image:=/raw", "image", "/robot/image"),
            ("cam:image:=raw", "image", "/robot/raw"),
            ("other:image:=raw", "image", "/robot/image"),
        ] {
            let topic = rules([rule]).topic(&robot, name).unwrap();
            assert_eq!(topic.as_str(), renamed, "{rule}");
        }
    }

    #[test]
    fn a_scheme_restricts_a_rule() {
        let cam = node("/", "cam");
        let rules = rules(["rostopic://a:=t", "cam:rosservice://a:=s", "b:=both"]);
        assert_eq!(rules.topic(&cam, "a").unwrap().as_str(), "/t");
        assert_eq!(rules.service(&cam, "a").unwrap().as_str(), "/s");
        assert_eq!(rules.topic(&cam, "b").unwrap().as_str(), "/both");
        assert_eq!(rules.service(&cam, "b").unwrap().as_str(), "/both");
    }

    #[test]
    fn the_first_match_counts_and_is_not_renamed_again() {
        let cam = node("/", "cam");
        let rules = rules(["a:=b", "a:=c", "b:=d"]);
        assert_eq!(rules.topic(&cam, "a").unwrap().as_str(), "/b");
        assert_eq!(rules.topic(&cam, "b").unwrap().as_str(), "/d");
    }

    #[test]
    fn a_node_is_renamed_before_it_is_moved() {
        let place = |rules: RemapRules| {
            let name = "cam".parse().unwrap();
            rules.node(&name, &Namespace::root()).to_string()
        };
        assert_eq!(place(rules([])), "/cam");
        assert_eq!(place(rules(["__node:=eye", "__ns:=/robot"])), "/robot/eye");
        assert_eq!(place(rules(["__name:=eye", "eye:__ns:=/r"])), "/r/eye");
        assert_eq!(place(rules(["__node:=eye", "cam:__ns:=/r"])), "/eye");
        assert_eq!(place(rules(["other:__node:=x", "__ns:=/"])), "/cam");
    }

    #[test]
    fn only_ros_arguments_are_read() {
        let args = [
            "-r",
            "a:=x",
            "--ros-args",
            "-p",
            "b:=1",
            "--remap",
            "c:=y",
            "--",
            "-r",
            "d:=z",
            "--ros-args",
            "-r",
            "e:=w",
        ];
        assert_eq!(RemapRules::from_args(args), Ok(rules(["c:=y", "e:=w"])));
        let missing = RemapRules::from_args(["--ros-args", "-r"]);
        assert_eq!(missing, Err(RemapError::Missing));
    }

    #[test]
    fn errors_contain_the_position_of_the_name_and_its_error() {
        let parse = |rule: &str| rule.parse::<RemapRule>().unwrap_err();
        assert_eq!(
            parse("a=b").to_string(),
            "remap rule `a=b` has no `:=`; write `from:=to`"
        );
        for (rule, start) in [
            (":=b", 0),
            ("a:=", 3),
            ("a b:=c", 0),
            ("a:=b:=c", 3),
            ("*:=c", 0),
            ("2:a:=b", 0),
            ("cam:a/:=b", 4),
            ("cam:rostopic://~a:=b", 15),
            ("rosparam://a:=b", 0),
            ("__ns:=robot", 6),
            ("__node:=/eye", 8),
            ("{x}:=b", 0),
        ] {
            match parse(rule) {
                RemapError::Name { position, .. } => assert_eq!(position, start, "{rule}"),
                other => unreachable!("{rule}: {other}"),
            }
        }
        let RemapError::Name { source, .. } = parse("__ns:=robot") else {
            unreachable!()
        };
        assert_eq!(
            source.to_string(),
            "namespace `robot` does not start with `/`; write `/robot`"
        );
    }
}
