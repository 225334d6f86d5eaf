//! The reasons why bytes are not a message of a type.

use crate::error::DeserializeError;
use alloc::{format, string::String};

/// The reason why bytes are not a message of a type.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The encapsulation header is missing or names another encoding.
    #[error(transparent)]
    Header(DeserializeError),
    /// A field could not be read.
    #[error("field `{path}`: {source}")]
    Field {
        /// Path of the field or element.
        path: String,
        /// The reason.
        source: DeserializeError,
    },
    /// A sequence or a string is longer than its bound.
    #[error("field `{path}` has length {length}, but its type allows at most {bound}")]
    BoundExceeded {
        /// Path of the sequence or string.
        path: String,
        /// The bound.
        bound: usize,
        /// Length on the wire.
        length: usize,
    },
}

impl From<DeserializeError> for ReadError {
    fn from(source: DeserializeError) -> Self {
        Self::Field {
            path: String::new(),
            source,
        }
    }
}

impl ReadError {
    /// Puts the name of a field before the path.
    #[cold]
    pub(super) fn within(mut self, name: &str) -> Self {
        if let Self::Field { path, .. } | Self::BoundExceeded { path, .. } = &mut self {
            let dot = if path.is_empty() || path.starts_with('[') {
                ""
            } else {
                "."
            };
            *path = format!("{name}{dot}{path}");
        }
        self
    }

    /// Puts an index before the path.
    #[cold]
    pub(super) fn within_index(self, index: usize) -> Self {
        self.within(&format!("[{index}]"))
    }
}
