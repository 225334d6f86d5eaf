//! What can be wrong with a ROS name. Every message says where the mistake is
//! and what to write instead.

use std::fmt;

/// What a name names.
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
    /// What the name may consist of.
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

/// Why a text is not a ROS name. Positions count bytes from its start.
#[derive(Clone, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum NameError {
    /// The name is empty.
    #[error("a {kind} is empty, write at least one letter")]
    Empty {
        /// What the name names.
        kind: NameKind,
    },
    /// The name holds a character that ROS does not allow.
    #[error(
        "{kind} `{}` has `{}` at position {position}, write {} only",
        .name.escape_debug(), .found.escape_debug(), .kind.allowed()
    )]
    Character {
        /// What the name names.
        kind: NameKind,
        /// The whole name.
        name: String,
        /// The character.
        found: char,
        /// Where it stands.
        position: usize,
    },
    /// A part of the name starts with a digit.
    #[error(
        "{kind} `{}` has a digit at position {position}, write a letter or `_` before it",
        .name.escape_debug()
    )]
    LeadingDigit {
        /// What the name names.
        kind: NameKind,
        /// The whole name.
        name: String,
        /// Where the digit stands.
        position: usize,
    },
    /// A slash follows a slash.
    #[error(
        "{kind} `{}` has a second `/` at position {position}, write only one",
        .name.escape_debug()
    )]
    RepeatedSlash {
        /// What the name names.
        kind: NameKind,
        /// The whole name.
        name: String,
        /// Where the second slash stands.
        position: usize,
    },
    /// The name ends with a slash.
    #[error(
        "{kind} `{}` ends with `/` at position {position}, \
         write a name behind it or leave it out",
        .name.escape_debug()
    )]
    TrailingSlash {
        /// What the name names.
        kind: NameKind,
        /// The whole name.
        name: String,
        /// Where the slash stands.
        position: usize,
    },
    /// The name does not start with a slash where it has to.
    #[error(
        "{kind} `{}` does not start with `/`, write `/{}`",
        .name.escape_debug(), .name.escape_debug()
    )]
    NotAbsolute {
        /// What the name names.
        kind: NameKind,
        /// The whole name.
        name: String,
    },
    /// The name is too long.
    #[error("a {kind} has {length} bytes, write at most {max}")]
    TooLong {
        /// What the name names.
        kind: NameKind,
        /// The length in bytes.
        length: usize,
        /// The longest length.
        max: usize,
    },
    /// A `~` stands elsewhere than at the start.
    #[error(
        "{kind} `{}` has `~` at position {position}, write it first or not at all",
        .name.escape_debug()
    )]
    MisplacedTilde {
        /// What the name names.
        kind: NameKind,
        /// The whole name.
        name: String,
        /// Where the `~` stands.
        position: usize,
    },
    /// A `~` at the start is followed by something else than a slash.
    #[error(
        "{kind} `{}` has no `/` behind `~` at position 1, write `~/{}`",
        .name.escape_debug(), .name.trim_start_matches('~').escape_debug()
    )]
    TildeWithoutSlash {
        /// What the name names.
        kind: NameKind,
        /// The whole name.
        name: String,
    },
    /// A brace has no partner, or stands within braces.
    #[error(
        "{kind} `{}` has an unmatched brace at position {position}, \
         write `{{node}}`, `{{ns}}` or `{{namespace}}`",
        .name.escape_debug()
    )]
    UnmatchedBrace {
        /// What the name names.
        kind: NameKind,
        /// The whole name.
        name: String,
        /// Where the brace stands.
        position: usize,
    },
    /// The text in braces stands for nothing.
    #[error(
        "{kind} `{}` has the unknown substitution `{{{}}}` at position {position}, \
         write `{{node}}`, `{{ns}}` or `{{namespace}}`",
        .name.escape_debug(), .substitution.escape_debug()
    )]
    UnknownSubstitution {
        /// What the name names.
        kind: NameKind,
        /// The whole name.
        name: String,
        /// The text in the braces.
        substitution: String,
        /// Where the opening brace stands.
        position: usize,
    },
}
