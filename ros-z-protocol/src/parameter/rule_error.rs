//! The reasons why a text is not a rule for a parameter.

use super::file_error::ParameterFileError;
use crate::name::NameError;

/// The reason why a text is not a rule for a parameter, as it follows `-p`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum ParameterRuleError {
    /// The rule has no `:=`, or no valid name of a parameter.
    #[error("`{}` does not set a parameter; write `name:=value`", .rule.escape_debug())]
    Malformed {
        /// The whole rule.
        rule: String,
    },
    /// The name of the node is not valid.
    #[error("`{}` sets a parameter of an invalid node", .rule.escape_debug())]
    Node {
        /// The whole rule.
        rule: String,
        /// The error of the name.
        source: NameError,
    },
    /// The value is not valid.
    #[error("`{}` has an invalid value", .rule.escape_debug())]
    Value {
        /// The whole rule.
        rule: String,
        /// The error of the value.
        source: ParameterFileError,
    },
}
