//! Functions and re-exports for derived code. Not public API: tied to the derive of exactly this version.

pub use super::{
    ParameterDescriptor, ParameterError, ParameterField, ParameterNumber, ParameterType, ParameterValue,
    ParameterVisitor, RosParameters,
};
pub use std;
pub use std::option::Option::{None, Some};
pub use std::result::Result::{self, Err, Ok};
pub use std::string::String;

/// Returns a text as a value.
#[must_use]
pub fn from_text(text: &str) -> ParameterValue {
    text.into()
}

/// Returns the text of a value.
///
/// # Errors
/// The reason, if it is not a text.
pub fn text(value: &ParameterValue) -> Result<String, String> {
    String::from_value(value)
}

/// Returns the reason why a text is not one of the variants of an enum.
#[must_use]
pub fn unknown_variant(text: &str, variants: &[&str]) -> String {
    format!("`{text}` is not {}", one_of(variants))
}

/// Returns the constraints of an enum in words.
#[must_use]
pub fn one_of(variants: &[&str]) -> String {
    match variants {
        [one] => (*one).to_owned(),
        _ => format!("one of {}", variants.join(", ")),
    }
}
