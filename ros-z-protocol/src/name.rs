//! Valid ROS names of nodes, namespaces, topics and services. `name/expand.rs` resolves relative names,
//! `name/error.rs` contains the errors, `remap.rs` the remap rules.
//!
//! The rules are those of the ROS 2 article on topic and service names, as far as `rmw` and `rcl` enforce them.

mod error;
mod expand;

use std::fmt;
use std::str::FromStr;

pub use error::{NameError, NameKind};
pub(super) use expand::check_pattern;

/// Implements the text traits of a name.
macro_rules! name {
    ($name:ident) => {
        impl $name {
            /// The name as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl FromStr for $name {
            type Err = NameError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::new(text)
            }
        }

        impl TryFrom<&str> for $name {
            type Error = NameError;

            fn try_from(text: &str) -> Result<Self, Self::Error> {
                Self::new(text)
            }
        }

        impl From<$name> for String {
            fn from(name: $name) -> Self {
                name.0
            }
        }
    };
}

/// The name of a node without its namespace, such as `talker`: letters, digits and underscores, not starting
/// with a digit, at most 255 bytes.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeName(String);

impl NodeName {
    /// The maximum length in bytes.
    pub const MAX_LEN: usize = 255;

    /// Checks a node name.
    ///
    /// # Errors
    ///
    /// [`NameError`] if the text is not a node name.
    pub fn new(name: &str) -> Result<Self, NameError> {
        check_part(NameKind::Node, name, 0, name)?;
        check_length(NameKind::Node, name, Self::MAX_LEN)?;
        Ok(Self(name.into()))
    }
}

name!(NodeName);

/// A namespace, such as `/robot1/arm`, or `/` for the root: parts of letters, digits and underscores, none
/// starting with a digit, at most 245 bytes.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Namespace(String);

impl Namespace {
    /// The maximum length in bytes, so that `/` and one letter can follow.
    pub const MAX_LEN: usize = TopicName::MAX_LEN - 2;

    /// Checks a namespace. As in `rcl`, an empty text is the root, and a missing leading `/` is added.
    ///
    /// # Errors
    ///
    /// [`NameError`] if the text is not a namespace.
    pub fn new(namespace: &str) -> Result<Self, NameError> {
        if namespace.starts_with('/') {
            Self::absolute(namespace)
        } else {
            Self::absolute(&format!("/{namespace}"))
        }
    }

    /// Checks a namespace that must start with `/`, as remap rules require.
    pub(super) fn absolute(namespace: &str) -> Result<Self, NameError> {
        if namespace != "/" {
            check_absolute(NameKind::Namespace, namespace, Self::MAX_LEN)?;
        }
        Ok(Self(namespace.into()))
    }

    /// The root namespace, `/`.
    pub fn root() -> Self {
        Self("/".into())
    }

    /// Whether this is the root namespace.
    pub fn is_root(&self) -> bool {
        self.0 == "/"
    }

    /// Appends `/` and `name` to this namespace.
    fn join(&self, name: &str) -> String {
        let separator = if self.is_root() { "" } else { "/" };
        format!("{self}{separator}{name}")
    }
}

name!(Namespace);

/// The root namespace.
impl Default for Namespace {
    fn default() -> Self {
        Self::root()
    }
}

/// The fully qualified name of a topic or a service, such as `/robot1/chatter`: parts of letters, digits and
/// underscores, none starting with a digit, at most 247 bytes.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TopicName(String);

impl TopicName {
    /// The maximum length in bytes.
    pub const MAX_LEN: usize = 247;

    /// Checks a fully qualified name. [`NodePath::resolve_topic`] resolves a relative name.
    ///
    /// # Errors
    ///
    /// [`NameError`] if the text is not a fully qualified name.
    pub fn new(name: &str) -> Result<Self, NameError> {
        Self::of_kind(NameKind::Topic, name)
    }

    fn of_kind(kind: NameKind, name: &str) -> Result<Self, NameError> {
        check_absolute(kind, name, Self::MAX_LEN)?;
        Ok(Self(name.into()))
    }
}

name!(TopicName);

/// The full name of a node: its namespace and its name. Relative and private names are resolved against it.
///
/// # Examples
///
/// ```
/// use ros_z_protocol::NodePath;
///
/// let node = NodePath::new("/robot1".parse()?, "camera".parse()?);
/// assert_eq!(node.to_string(), "/robot1/camera");
/// assert_eq!(node.resolve_topic("image")?.as_str(), "/robot1/image");
/// assert_eq!(node.resolve_topic("/image")?.as_str(), "/image");
/// assert_eq!(node.resolve_topic("~/image")?.as_str(), "/robot1/camera/image");
/// assert_eq!(node.resolve_service("{ns}/{node}_reset")?.as_str(), "/robot1/camera_reset");
/// # Ok::<(), ros_z_protocol::NameError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodePath {
    namespace: Namespace,
    name: NodeName,
}

impl NodePath {
    /// Creates the path of the node `name` in `namespace`.
    pub fn new(namespace: Namespace, name: NodeName) -> Self {
        Self { namespace, name }
    }

    /// The namespace.
    pub fn namespace(&self) -> &Namespace {
        &self.namespace
    }

    /// The name without the namespace.
    pub fn name(&self) -> &NodeName {
        &self.name
    }
}

/// `/namespace/name`.
impl fmt::Display for NodePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.namespace.join(self.name.as_str()))
    }
}

/// Checks a name that starts with `/` and continues after it.
fn check_absolute(kind: NameKind, name: &str, max: usize) -> Result<(), NameError> {
    let Some(parts) = name.strip_prefix('/') else {
        return Err(if name.is_empty() {
            NameError::Empty { kind }
        } else {
            NameError::NotAbsolute {
                kind,
                name: name.into(),
            }
        });
    };
    if parts.ends_with('/') || parts.is_empty() {
        return Err(NameError::TrailingSlash {
            kind,
            name: name.into(),
            position: name.len() - 1,
        });
    }
    let mut position = 1;
    for part in parts.split('/') {
        if part.is_empty() {
            return Err(NameError::RepeatedSlash {
                kind,
                name: name.into(),
                position,
            });
        }
        check_part(kind, name, position, part)?;
        position += part.len() + 1;
    }
    check_length(kind, name, max)
}

/// Checks the part of `name` that starts at `start`.
fn check_part(kind: NameKind, name: &str, start: usize, part: &str) -> Result<(), NameError> {
    if part.is_empty() {
        return Err(NameError::Empty { kind });
    }
    for (offset, found) in part.char_indices() {
        let position = start + offset;
        if !found.is_ascii_alphanumeric() && found != '_' {
            return Err(NameError::Character {
                kind,
                name: name.into(),
                found,
                position,
            });
        }
        if offset == 0 && found.is_ascii_digit() {
            return Err(NameError::LeadingDigit {
                kind,
                name: name.into(),
                position,
            });
        }
    }
    Ok(())
}

/// Checks the length, after everything else, as `rmw` does.
fn check_length(kind: NameKind, name: &str, max: usize) -> Result<(), NameError> {
    if name.len() > max {
        return Err(NameError::TooLong {
            kind,
            length: name.len(),
            max,
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_ros_accepts_are_accepted() {
        for name in ["a", "_a", "Talker_2", "a__b", &"n".repeat(255)] {
            assert_eq!(NodeName::new(name).unwrap().as_str(), name);
        }
        for name in ["/a", "/a/b_2/_c", "/f/_action/feedback"] {
            assert_eq!(TopicName::new(name).unwrap().as_str(), name);
            assert_eq!(Namespace::new(name).unwrap().as_str(), name);
        }
        assert!(TopicName::new(&format!("/{}", "t".repeat(246))).is_ok());
        assert!(Namespace::new(&format!("/{}", "n".repeat(244))).is_ok());
    }

    #[test]
    fn a_namespace_gets_its_slash_and_empty_is_the_root() {
        assert_eq!(Namespace::new("robot1/arm").unwrap().as_str(), "/robot1/arm");
        assert_eq!(Namespace::new("").unwrap(), Namespace::root());
        assert_eq!(Namespace::new("/").unwrap(), Namespace::default());
        let node = NodePath::new(Namespace::root(), NodeName::new("talker").unwrap());
        assert_eq!(node.to_string(), "/talker");
    }

    #[test]
    fn errors_contain_the_position_and_a_correction() {
        let node = |name: &str| NodeName::new(name).unwrap_err().to_string();
        let topic = |name: &str| TopicName::new(name).unwrap_err().to_string();
        assert_eq!(node(""), "a node name is empty; write at least one letter");
        assert_eq!(
            node("my-node"),
            "node name `my-node` has `-` at position 2; use only letters, digits and `_`"
        );
        assert_eq!(
            node("/talker"),
            "node name `/talker` has `/` at position 0; use only letters, digits and `_`"
        );
        assert_eq!(
            node("2d"),
            "node name `2d` has a digit at position 0; write a letter or `_` before it"
        );
        assert_eq!(
            topic("chatter"),
            "topic name `chatter` does not start with `/`; write `/chatter`"
        );
        assert_eq!(
            topic("/a/"),
            "topic name `/a/` ends with `/` at position 2; write a name after it or remove it"
        );
        assert_eq!(
            topic("/a//b"),
            "topic name `/a//b` has a second `/` at position 3; write only one"
        );
        assert_eq!(
            topic("/a/b c"),
            "topic name `/a/b c` has ` ` at position 4; use only letters, digits, `_` and `/`"
        );
        assert_eq!(
            topic("/a/3d"),
            "topic name `/a/3d` has a digit at position 3; write a letter or `_` before it"
        );
    }

    #[test]
    fn lengths_are_checked_last() {
        let long = |kind, length, max| NameError::TooLong { kind, length, max };
        assert_eq!(
            NodeName::new(&"n".repeat(256)),
            Err(long(NameKind::Node, 256, 255))
        );
        assert_eq!(
            TopicName::new(&format!("/{}", "t".repeat(247))),
            Err(long(NameKind::Topic, 248, 247))
        );
        assert_eq!(
            Namespace::new(&"n".repeat(245)),
            Err(long(NameKind::Namespace, 246, 245))
        );
        let wrong = NodeName::new(&"-".repeat(256));
        assert!(matches!(wrong, Err(NameError::Character { .. })));
    }

    #[test]
    fn only_ascii_is_a_letter() {
        for name in ["ä", "aä", "a\0", "a\n", "٣", "a٣"] {
            assert!(NodeName::new(name).is_err(), "{name}");
            assert!(TopicName::new(&format!("/{name}")).is_err(), "{name}");
        }
        assert_eq!(
            TopicName::new("").unwrap_err(),
            NameError::Empty {
                kind: NameKind::Topic
            }
        );
        assert!(TopicName::new("/").is_err());
        assert!(Namespace::new("//").is_err());
        assert!(Namespace::new("/a/").is_err());
    }
}
