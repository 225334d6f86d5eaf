//! The errors of ROS names. Every message contains the position of the mistake and a correction.

use std::fmt;

/// The kind of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NameKind {
    /// A node.
    Node,
    /// A namespace.
    Namespace,
    /// A topic.
    Topic,
    /// A service.
    Service,
}

impl NameKind {
    /// The allowed characters.
    fn allowed(self) -> &'static str {
        match self {
            Self::Node => "letters, digits and `_`",
            _ => "letters, digits, `_` and `/`",
        }
    }
}

impl fmt::Display for NameKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Node => "node name",
            Self::Namespace => "namespace",
            Self::Topic => "topic name",
            Self::Service => "service name",
        })
    }
}

/// The reason why a text is not a ROS name. Positions count bytes from its start.
#[derive(Clone, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum NameError {
    /// The name is empty.
    #[error("a {kind} is empty; write at least one letter")]
    Empty {
        /// The kind of the name.
        kind: NameKind,
    },
    /// The name contains a character that ROS does not allow.
    #[error(
        "{kind} `{}` has `{}` at position {position}; use only {}",
        .name.escape_debug(), .found.escape_debug(), .kind.allowed()
    )]
    Character {
        /// The kind of the name.
        kind: NameKind,
        /// The whole name.
        name: String,
        /// The character.
        found: char,
        /// Position of the character.
        position: usize,
    },
    /// A part of the name starts with a digit.
    #[error(
        "{kind} `{}` has a digit at position {position}; write a letter or `_` before it",
        .name.escape_debug()
    )]
    LeadingDigit {
        /// The kind of the name.
        kind: NameKind,
        /// The whole name.
        name: String,
        /// Position of the digit.
        position: usize,
    },
    /// A slash follows a slash.
    #[error(
        "{kind} `{}` has a second `/` at position {position}; write only one",
        .name.escape_debug()
    )]
    RepeatedSlash {
        /// The kind of the name.
        kind: NameKind,
        /// The whole name.
        name: String,
        /// Position of the second slash.
        position: usize,
    },
    /// The name ends with a slash.
    #[error(
        "{kind} `{}` ends with `/` at position {position}; \
         write a name after it or remove it",
        .name.escape_debug()
    )]
    TrailingSlash {
        /// The kind of the name.
        kind: NameKind,
        /// The whole name.
        name: String,
        /// Position of the slash.
        position: usize,
    },
    /// The name must start with a slash, and does not.
    #[error(
        "{kind} `{}` does not start with `/`; write `/{}`",
        .name.escape_debug(), .name.escape_debug()
    )]
    NotAbsolute {
        /// The kind of the name.
        kind: NameKind,
        /// The whole name.
        name: String,
    },
    /// The name is too long.
    #[error("a {kind} has {length} bytes; write at most {max}")]
    TooLong {
        /// The kind of the name.
        kind: NameKind,
        /// The length in bytes.
        length: usize,
        /// The maximum length in bytes.
        max: usize,
    },
    /// A `~` is not at the start.
    #[error(
        "{kind} `{}` has `~` at position {position}; write it first or remove it",
        .name.escape_debug()
    )]
    MisplacedTilde {
        /// The kind of the name.
        kind: NameKind,
        /// The whole name.
        name: String,
        /// Position of the `~`.
        position: usize,
    },
    /// A `~` at the start is not followed by a slash.
    #[error(
        "{kind} `{}` has no `/` after `~` at position 1; write `~/{}`",
        .name.escape_debug(), .name.trim_start_matches('~').escape_debug()
    )]
    TildeWithoutSlash {
        /// The kind of the name.
        kind: NameKind,
        /// The whole name.
        name: String,
    },
    /// A brace is unmatched or nested.
    #[error(
        "{kind} `{}` has an unmatched brace at position {position}; \
         write `{{node}}`, `{{ns}}` or `{{namespace}}`",
        .name.escape_debug()
    )]
    UnmatchedBrace {
        /// The kind of the name.
        kind: NameKind,
        /// The whole name.
        name: String,
        /// Position of the brace.
        position: usize,
    },
    /// The text in braces is not a known substitution.
    #[error(
        "{kind} `{}` has the unknown substitution `{{{}}}` at position {position}; \
         write `{{node}}`, `{{ns}}` or `{{namespace}}`",
        .name.escape_debug(), .substitution.escape_debug()
    )]
    UnknownSubstitution {
        /// The kind of the name.
        kind: NameKind,
        /// The whole name.
        name: String,
        /// The text in the braces.
        substitution: String,
        /// Position of the opening brace.
        position: usize,
    },
}
