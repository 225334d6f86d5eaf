//! Resolves names: expands `~`, `{node}` and `{ns}`, and adds the namespace, in the order of `rcl`. Remap rules
//! apply afterwards.

use super::{NameError, NameKind, NodePath, TopicName, check_part};

impl NodePath {
    /// Resolves the topic `name` of this node to its fully qualified name.
    ///
    /// A name that starts with `/` is complete. `~` means the node itself and can only be followed by `/`.
    /// `{node}` means the name of the node, `{ns}` or `{namespace}` its namespace. If the result does not start
    /// with `/`, the namespace of the node is added.
    ///
    /// # Errors
    ///
    /// [`NameError`] if the name, or its expansion, is not valid.
    pub fn resolve_topic(&self, name: &str) -> Result<TopicName, NameError> {
        self.resolve(NameKind::Topic, name)
    }

    /// Resolves the service `name` of this node to its fully qualified name, with the rules of
    /// [`resolve_topic`](Self::resolve_topic).
    ///
    /// # Errors
    ///
    /// [`NameError`] if the name, or its expansion, is not valid.
    pub fn resolve_service(&self, name: &str) -> Result<TopicName, NameError> {
        self.resolve(NameKind::Service, name)
    }

    /// Resolves the topic or service `name` to its fully qualified name.
    pub(in super::super) fn resolve(&self, kind: NameKind, name: &str) -> Result<TopicName, NameError> {
        let mut full = String::with_capacity(name.len());
        for part in parts(kind, name) {
            match part? {
                Part::Text(text) => full.push_str(text),
                Part::Tilde => full.push_str(&self.to_string()),
                Part::Node => full.push_str(self.name().as_str()),
                Part::Namespace => full.push_str(self.namespace().as_str()),
            }
        }
        if !full.starts_with('/') {
            full = self.namespace().join(&full);
        }
        TopicName::of_kind(kind, &full)
    }
}

/// Checks an unresolved name: whether a node could resolve it.
pub(in super::super) fn check_pattern(kind: NameKind, name: &str) -> Result<(), NameError> {
    parts(kind, name).try_for_each(|part| part.map(drop))
}

/// A part of an unresolved name.
enum Part<'a> {
    /// Literal text.
    Text(&'a str),
    /// `~`
    Tilde,
    /// `{node}`
    Node,
    /// `{ns}` or `{namespace}`
    Namespace,
}

/// Splits a name into its parts and reports mistakes with their position in the unresolved name. The caller
/// checks the result.
fn parts<'a>(kind: NameKind, name: &'a str) -> impl Iterator<Item = Result<Part<'a>, NameError>> {
    let mut position = 0;
    let mut failed = false;
    std::iter::from_fn(move || {
        if failed || (position > 0 && position >= name.len()) {
            return None;
        }
        let part = next_part(kind, name, position);
        failed = part.is_err();
        Some(part.map(|(part, length)| {
            position += length;
            part
        }))
    })
}

/// The part at `position` and its length.
fn next_part(kind: NameKind, name: &str, position: usize) -> Result<(Part<'_>, usize), NameError> {
    let rest = &name[position..];
    match rest.chars().next() {
        None => Err(NameError::Empty { kind }),
        Some('~') if position > 0 => Err(NameError::MisplacedTilde {
            kind,
            name: name.into(),
            position,
        }),
        Some('~') => match rest[1..].chars().next() {
            None | Some('/') => Ok((Part::Tilde, 1)),
            Some(_) => Err(NameError::TildeWithoutSlash {
                kind,
                name: name.into(),
            }),
        },
        Some('{') => substitution(kind, name, position),
        Some('}') => Err(NameError::UnmatchedBrace {
            kind,
            name: name.into(),
            position,
        }),
        Some(_) => {
            let length = rest.find(['~', '{', '}']).unwrap_or(rest.len());
            check_text(kind, name, position, &rest[..length])?;
            Ok((Part::Text(&rest[..length]), length))
        }
    }
}

/// The substitution with the opening brace at `position`.
fn substitution(kind: NameKind, name: &str, position: usize) -> Result<(Part<'_>, usize), NameError> {
    let inside = &name[position + 1..];
    let Some(length) = inside
        .find(['{', '}'])
        .filter(|end| inside[*end..].starts_with('}'))
    else {
        return Err(NameError::UnmatchedBrace {
            kind,
            name: name.into(),
            position,
        });
    };
    let part = match &inside[..length] {
        "node" => Part::Node,
        "ns" | "namespace" => Part::Namespace,
        substitution => {
            return Err(NameError::UnknownSubstitution {
                kind,
                name: name.into(),
                substitution: substitution.into(),
                position,
            });
        }
    };
    Ok((part, length + 2))
}

/// Checks the text of `name` that starts at `start` and contains no braces.
fn check_text(kind: NameKind, name: &str, start: usize, text: &str) -> Result<(), NameError> {
    let mut position = start;
    for (index, part) in text.split('/').enumerate() {
        // Text directly after a substitution may start with a digit.
        let continues = index == 0 && start > 0;
        match check_part(kind, name, position, part) {
            Err(NameError::Empty { .. }) => {}
            Err(NameError::LeadingDigit { .. }) if continues => {}
            result => result?,
        }
        position += part.len() + 1;
    }
    if let Some(offset) = text.find("//") {
        return Err(NameError::RepeatedSlash {
            kind,
            name: name.into(),
            position: start + offset + 1,
        });
    }
    if text.ends_with('/') && start + text.len() == name.len() {
        return Err(NameError::TrailingSlash {
            kind,
            name: name.into(),
            position: name.len() - 1,
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(namespace: &str) -> NodePath {
        NodePath::new(namespace.parse().unwrap(), "cam".parse().unwrap())
    }

    #[test]
    fn names_expand_as_in_rcl() {
        for (name, root, robot) in [
            ("chatter", "/chatter", "/robot/chatter"),
            ("a/b", "/a/b", "/robot/a/b"),
            ("/chatter", "/chatter", "/chatter"),
            ("~", "/cam", "/robot/cam"),
            ("~/image", "/cam/image", "/robot/cam/image"),
            ("{node}", "/cam", "/robot/cam"),
            ("{node}2d/x", "/cam2d/x", "/robot/cam2d/x"),
            ("/{node}/x", "/cam/x", "/cam/x"),
            ("a_{node}", "/a_cam", "/robot/a_cam"),
            ("~/{node}", "/cam/cam", "/robot/cam/cam"),
        ] {
            assert_eq!(node("/").resolve_topic(name).unwrap().as_str(), root);
            assert_eq!(node("/robot").resolve_service(name).unwrap().as_str(), robot);
        }
        for name in ["{ns}/x", "{namespace}/x", "/robot/x"] {
            let full = node("/robot").resolve_topic(name).unwrap();
            assert_eq!(full.as_str(), "/robot/x");
        }
    }

    #[test]
    fn errors_contain_the_position_and_a_correction() {
        let message = |name| node("/").resolve_topic(name).unwrap_err().to_string();
        assert_eq!(message(""), "a topic name is empty; write at least one letter");
        assert_eq!(
            message("~image"),
            "topic name `~image` has no `/` after `~` at position 1; write `~/image`"
        );
        assert_eq!(
            message("a/~"),
            "topic name `a/~` has `~` at position 2; write it first or remove it"
        );
        assert_eq!(
            message("a/{node"),
            "topic name `a/{node` has an unmatched brace at position 2; \
             write `{node}`, `{ns}` or `{namespace}`"
        );
        assert_eq!(
            message("{name}/a"),
            "topic name `{name}/a` has the unknown substitution `{name}` at position 0; \
             write `{node}`, `{ns}` or `{namespace}`"
        );
        assert_eq!(
            message("my topic"),
            "topic name `my topic` has ` ` at position 2; \
             use only letters, digits, `_` and `/`"
        );
    }

    #[test]
    fn positions_refer_to_the_unresolved_name() {
        let position = |name| match node("/robot").resolve_topic(name) {
            Err(
                NameError::Character { position, .. }
                | NameError::LeadingDigit { position, .. }
                | NameError::RepeatedSlash { position, .. }
                | NameError::TrailingSlash { position, .. }
                | NameError::UnmatchedBrace { position, .. }
                | NameError::MisplacedTilde { position, .. },
            ) => position,
            other => unreachable!("{other:?}"),
        };
        assert_eq!(position("{node}/a-b"), 8);
        assert_eq!(position("2d"), 0);
        assert_eq!(position("a/2d"), 2);
        assert_eq!(position("{node}/2d"), 7);
        assert_eq!(position("~/a//b"), 4);
        assert_eq!(position("~/"), 1);
        assert_eq!(position("/"), 0);
        assert_eq!(position("a/"), 1);
        assert_eq!(position("a}"), 1);
        assert_eq!(position("{a{b}}"), 0);
        assert_eq!(position("{node}~"), 6);
        assert_eq!(position("aé"), 1);
    }

    #[test]
    fn an_expansion_must_be_a_valid_name() {
        // In the root, `{ns}` is already a slash.
        assert!(matches!(
            node("/").resolve_topic("{ns}/x"),
            Err(NameError::RepeatedSlash { position: 1, .. })
        ));
        assert!(matches!(
            node("/").resolve_topic("x/{ns}"),
            Err(NameError::TrailingSlash { .. })
        ));
        let long = "t".repeat(245);
        assert!(node("/").resolve_topic(&long).is_ok());
        assert!(matches!(
            node("/robot").resolve_service(&long),
            Err(NameError::TooLong {
                kind: NameKind::Service,
                length: 252,
                max: 247
            })
        ));
    }
}
