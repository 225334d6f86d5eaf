//! Why a type has no description, and what to do about it.

use super::WantedType;
use std::fmt;

/// A source that has no description, and the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tried {
    pub(crate) source: String,
    pub(crate) outcome: String,
    /// Whether it has the type with another hash.
    pub(crate) is_other_version: bool,
}

/// Why a type has no description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TypeError {
    /// No source has it.
    NotFound {
        wanted: WantedType,
        tried: Vec<Tried>,
        has_folders: bool,
    },
    /// The endpoint announces something that is not a hash.
    NoHash { type_name: String, announced: String },
}

impl fmt::Display for TypeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (wanted, tried, has_folders) = match self {
            Self::NoHash { type_name, announced } => {
                return write!(
                    f,
                    "an endpoint of type `{}` announces `{}`, which is not a type hash; nodes of ROS 2 Iron and later announce one",
                    type_name.escape_debug(),
                    announced.escape_debug()
                );
            }
            Self::NotFound {
                wanted,
                tried,
                has_folders,
            } => (wanted, tried, has_folders),
        };
        write!(f, "no description of {}", wanted.to_string().escape_debug())?;
        for Tried { source, outcome, .. } in tried {
            write!(f, "\n  {}: {}", source.escape_debug(), outcome.escape_debug())?;
        }
        f.write_str("\n")?;
        if tried.iter().any(|tried| tried.is_other_version) {
            f.write_str(
                "The running nodes use another version of the definitions than those that were found. Build both from the same \
                 definitions, or pass the folder of the right ones, or a recording, with `--types`",
            )
        } else if *has_folders {
            f.write_str("Pass the folder or the recording that contains this type with `--types`, or source the workspace of its package")
        } else {
            f.write_str(
                "Pass the folder of its .msg file or a recording with `--types`, or source the workspace of its package",
            )
        }
    }
}

impl std::error::Error for TypeError {}
