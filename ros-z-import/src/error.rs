//! Errors of an import. Each names the file and, where there is one, the line, the column and the rule.

use std::fmt;
use std::path::PathBuf;

use crate::position::Position;
use crate::rule::Rule;

/// The import of a package failed; nothing was written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ImportError {
    /// A definition breaks a rule of the language.
    #[error(transparent)]
    Syntax(SyntaxError),
    /// A field refers to a message that was not found in any of the searched places.
    #[error(
        "{file}:{line}:{column}: unknown message `{type_name}`; searched: {searched}{hint}",
        file = .file.display(),
        line = .position.line,
        column = .position.column
    )]
    UnknownType {
        /// File of the field.
        file: PathBuf,
        /// Position of the type.
        position: Position,
        /// The message, `package/msg/Name`.
        type_name: String,
        /// The searched places.
        searched: String,
        /// A suggestion that starts with `; `, or nothing.
        hint: String,
    },
    /// Messages contain each other.
    #[error(
        "{file}:{line}:{column}: messages contain each other: {cycle}; a message cannot contain itself",
        file = .file.display(),
        line = .position.line,
        column = .position.column
    )]
    Circular {
        /// File of the first message.
        file: PathBuf,
        /// Position of the type of its field that contains the next message.
        position: Position,
        /// The messages, in the order in which each contains the next.
        cycle: String,
    },
    /// Packages depend on each other.
    #[error(
        "{file}:{line}:{column}: packages depend on each other: {cycle}; ROS builds a package after those that it depends on: move the message",
        file = .file.display(),
        line = .position.line,
        column = .position.column
    )]
    CircularPackages {
        /// File of the field that closes the circle.
        file: PathBuf,
        /// Position of the type of the field.
        position: Position,
        /// The packages, in the order in which each depends on the next.
        cycle: String,
    },
    /// Two files define the same interface.
    #[error(
        "{type_name} is defined twice: in {first} and in {second}; pass only one of the folders",
        first = .first.display(),
        second = .second.display()
    )]
    DefinedTwice {
        /// The interface, `package/msg/Name`.
        type_name: String,
        /// The first file.
        first: PathBuf,
        /// The second file.
        second: PathBuf,
    },
    /// Two interfaces would have the same name in Rust.
    #[error("{first} and {second} would both be `{rust}` in Rust; rename one of them")]
    SameRustName {
        /// The first interface.
        first: String,
        /// The second interface.
        second: String,
        /// Their Rust name.
        rust: String,
    },
    /// A path is a file, or a folder without a `package.xml` with a name whose own name is not a package name.
    #[error("{path} is not a ROS package: {reason}", path = .path.display())]
    NotAPackage {
        /// The path.
        path: PathBuf,
        /// The reason, and what to do.
        reason: String,
    },
    /// A folder contains no definition.
    #[error("no .msg, .srv or .action file in {path}; pass a package folder, or a folder of packages", path = .path.display())]
    Empty {
        /// The folder.
        path: PathBuf,
    },
    /// A folder cannot be the name of a crate.
    #[error("`{name}` is not a crate name; use letters, digits, `-` and `_`, and start with a letter")]
    NotACrateName {
        /// The name.
        name: String,
    },
    /// A file that no import wrote would be overwritten.
    #[error("{path} was not written by an import; move it away, or choose another folder", path = .path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// A file cannot be read or written.
    #[error("cannot {action} {path}", path = .path.display())]
    Io {
        /// The failed action: `read`, `write` or `remove`.
        action: &'static str,
        /// The file.
        path: PathBuf,
        /// The cause.
        source: std::io::Error,
    },
}

/// A line of a definition breaks a rule of the language.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SyntaxError {
    /// The file.
    pub file: PathBuf,
    /// The place in the file.
    pub position: Position,
    /// The text that breaks the rule.
    pub found: String,
    /// The rule.
    pub rule: Rule,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Position { line, column } = self.position;
        write!(f, "{}:{line}:{column}: ", self.file.display())?;
        if !self.found.is_empty() {
            write!(f, "`{}`: ", self.found)?;
        }
        self.rule.fmt(f)
    }
}

impl std::error::Error for SyntaxError {}

impl From<SyntaxError> for ImportError {
    fn from(error: SyntaxError) -> Self {
        Self::Syntax(error)
    }
}
