//! The properties of a parameter besides its value. `message.rs` has their form as a message.

use super::range::ParameterRange;

/// The properties of a parameter besides its name and value.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ParameterDescriptor {
    /// Purpose of the parameter.
    pub description: String,
    /// Constraints in words, besides the range.
    pub additional_constraints: String,
    /// Whether the value cannot change after the declaration.
    pub read_only: bool,
    /// Whether the type may change, and the parameter may be deleted by setting it to no value.
    pub dynamic_typing: bool,
    /// Allowed values of a number.
    pub range: Option<ParameterRange>,
}

impl ParameterDescriptor {
    /// Sets the purpose of the parameter.
    #[must_use]
    pub fn with_description(mut self, description: impl Into<String>) -> Self {
        self.description = description.into();
        self
    }

    /// Sets the constraints in words.
    #[must_use]
    pub fn with_additional_constraints(mut self, constraints: impl Into<String>) -> Self {
        self.additional_constraints = constraints.into();
        self
    }

    /// Makes the parameter read-only: it keeps the value of its declaration.
    #[must_use]
    pub fn with_read_only(mut self) -> Self {
        self.read_only = true;
        self
    }

    /// Allows values of any type, and the deletion by setting the parameter to no value.
    #[must_use]
    pub fn with_dynamic_typing(mut self) -> Self {
        self.dynamic_typing = true;
        self
    }

    /// Sets the allowed values of a number.
    #[must_use]
    pub fn with_range(mut self, range: ParameterRange) -> Self {
        self.range = Some(range);
        self
    }
}
