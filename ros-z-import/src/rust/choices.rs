//! The choices of an import about the code that it writes.

use crate::definition::{Collection, ElementType, Field, Primitive};

/// The choices, all off by default.
#[derive(Clone, Debug, Default)]
pub(crate) struct Choices {
    /// Whether messages get views and loans.
    pub(crate) has_forms: bool,
    /// Packages whose messages get neither.
    pub(crate) without_forms: Vec<String>,
    /// Packages whose messages get no loans.
    pub(crate) without_loans: Vec<String>,
    /// Whether messages are in the module of their package, and not in its module `msg`.
    pub(crate) is_flat: bool,
    /// Whether comments are Markdown already.
    pub(crate) has_markdown: bool,
    /// Whether bulk data is a `ZBuf`.
    pub(crate) has_zbufs: bool,
}

impl Choices {
    /// Whether the field is a `ZBuf`: a sequence of bytes named `data`, as the contents of images and clouds are.
    pub(super) fn is_zbuf(&self, field: &Field) -> bool {
        let is_bytes = matches!(
            field.field_type.element,
            ElementType::Primitive {
                primitive: Primitive::Uint8 | Primitive::Byte,
                ..
            }
        );
        self.has_zbufs
            && is_bytes
            && field.field_type.collection == Collection::Unbounded
            && field.name == "data"
            && field.default.is_none()
    }

    /// Returns whether messages of the package get views.
    pub(super) fn has_views(&self, package: &str) -> bool {
        self.has_forms && !self.without_forms.iter().any(|other| other == package)
    }

    /// Returns whether messages of the package get loans.
    pub(super) fn has_loans(&self, package: &str) -> bool {
        self.has_views(package) && !self.without_loans.iter().any(|other| other == package)
    }
}
