//! The reasons why a text is not a parameter file, or not the value of a parameter.

use super::value::ParameterType;
use crate::name::NameError;

/// The reason why a text is not a parameter file, or not the value of a parameter. Lines count from 1.
#[derive(Clone, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum ParameterFileError {
    /// The text is not YAML.
    #[error("line {line} is not YAML: {problem}")]
    Yaml {
        /// Line of the problem.
        line: usize,
        /// The problem, as the YAML parser reports it.
        problem: String,
    },
    /// An alias; `rcl` does not support them.
    #[error("line {line} has an alias, which parameter files cannot use; repeat the value")]
    Alias {
        /// Line of the alias.
        line: usize,
    },
    /// A value that is not in the parameters of a node.
    #[error(
        "line {line} has a value outside of `ros__parameters`; write `node: {{ros__parameters: {{name: value}}}}`"
    )]
    OutsideParameters {
        /// Line of the value.
        line: usize,
    },
    /// `ros__parameters` without the name of a node.
    #[error(
        "line {line} has `ros__parameters` without the name of a node; write `/**:` before it for all nodes"
    )]
    NoNode {
        /// Line of the key.
        line: usize,
    },
    /// The name of a node is not valid.
    #[error("the parameters at line {line} belong to an invalid name of nodes")]
    Node {
        /// Line of `ros__parameters`.
        line: usize,
        /// The error of the name.
        source: NameError,
    },
    /// A key is not a text.
    #[error("line {line} has a key that is not a text")]
    Key {
        /// Line of the key.
        line: usize,
    },
    /// A node, or its parameters, is not a mapping.
    #[error("line {line} has no mapping after `{}`", .key.escape_debug())]
    NoMapping {
        /// Line of the other value.
        line: usize,
        /// The key.
        key: String,
    },
    /// Mappings in mappings, more than 64 levels deep.
    #[error("line {line} is too deep: more than 64 mappings in one another")]
    TooDeep {
        /// Line of the mapping.
        line: usize,
    },
    /// A parameter without a value.
    #[error("line {line} has no value for the parameter `{}`; write `\"\"` for an empty text", .name.escape_debug())]
    NoValue {
        /// Line of the missing value.
        line: usize,
        /// Name of the parameter.
        name: String,
    },
    /// An element of a sequence, or a value of the command line, is not a scalar.
    #[error("line {line} has a value of the parameter `{}` that is neither a scalar nor a sequence of scalars", .name.escape_debug())]
    NoScalar {
        /// Line of the value.
        line: usize,
        /// Name of the parameter.
        name: String,
    },
    /// An empty sequence, whose type is unknown. `rclcpp` does not start a node with one either.
    #[error("line {line} has an empty sequence for the parameter `{}`, whose type is unknown; remove it", .name.escape_debug())]
    EmptySequence {
        /// Line of the sequence.
        line: usize,
        /// Name of the parameter.
        name: String,
    },
    /// The elements of a sequence have different types.
    #[error(
        "line {line} has an element of type {found} in a sequence of type {first}, for the parameter `{}`; \
         write all of them in the same form, for example `1.0` for a double",
        .name.escape_debug()
    )]
    Mixed {
        /// Line of the element.
        line: usize,
        /// Name of the parameter.
        name: String,
        /// Type of the first element.
        first: ParameterType,
        /// Type of the element.
        found: ParameterType,
    },
}
