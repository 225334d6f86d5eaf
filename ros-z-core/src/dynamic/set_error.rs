//! The reasons why a field cannot be set to a value.

use super::path::PathError;
use alloc::{format, string::String};

/// The reason why a field was not set; the message is unchanged.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum SetError {
    /// There is no such field or element.
    #[error(transparent)]
    Path(#[from] PathError),
    /// The value is of a type that cannot be converted to that of the field.
    #[error("`{path}` is of type {expected}, not {found}")]
    WrongType {
        /// Path of the field or element.
        path: String,
        /// Type of the field or element.
        expected: String,
        /// Kind of the value, with its article.
        found: &'static str,
    },
    /// The message is of another type than the field.
    #[error("`{path}` is of type {expected}, not {found}")]
    WrongMessage {
        /// Path of the field or element.
        path: String,
        /// ROS name of the field's type.
        expected: String,
        /// ROS name of the message's type.
        found: String,
    },
    /// The number is outside of the range of the field's type.
    #[error("`{path}` is of type {expected}, which does not contain {value}")]
    OutOfRange {
        /// Path of the field or element.
        path: String,
        /// Type of the field or element.
        expected: String,
        /// The number.
        value: String,
    },
    /// An array has another number of elements.
    #[error("`{path}` has {length} elements, not {found}")]
    WrongLength {
        /// Path of the array.
        path: String,
        /// Length of the array.
        length: usize,
        /// Number of elements in the value.
        found: usize,
    },
    /// A sequence or a string is longer than its bound.
    #[error("`{path}` has at most length {bound}, not {length}")]
    BoundExceeded {
        /// Path of the sequence or string.
        path: String,
        /// The bound.
        bound: usize,
        /// Length of the value.
        length: usize,
    },
    /// A string contains a NUL, which ends a string on the wire.
    #[error("`{path}` would have a NUL at byte {index}, which ends a string on the wire")]
    InteriorNul {
        /// Path of the string.
        path: String,
        /// Index of the first NUL in the string, in bytes.
        index: usize,
    },
}

impl SetError {
    /// Puts the path of the outer value before the path.
    pub(super) fn within(mut self, outer: &str) -> Self {
        match &mut self {
            Self::Path(_) => {}
            Self::WrongType { path, .. }
            | Self::WrongMessage { path, .. }
            | Self::OutOfRange { path, .. }
            | Self::WrongLength { path, .. }
            | Self::BoundExceeded { path, .. }
            | Self::InteriorNul { path, .. } => *path = format!("{outer}{path}"),
        }
        self
    }

    /// Puts an index before the path.
    pub(super) fn within_index(self, index: usize) -> Self {
        self.within(&format!("[{index}]"))
    }
}
