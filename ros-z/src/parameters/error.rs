//! Why parameters cannot be declared or set. Clients of the services get the text as the reason.

use super::range::ParameterRange;
use ros_z_protocol::ParameterType;

/// Why parameters could not be declared, set or undeclared. Nothing was changed then.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ParameterError {
    /// The name of a parameter is empty.
    #[error("a parameter has an empty name")]
    EmptyName,
    /// The node has a parameter of this name already.
    #[error("parameter `{name}` is declared already")]
    AlreadyDeclared {
        /// Name of the parameter.
        name: String,
    },
    /// The node has no parameter of this name.
    #[error("parameter `{name}` is not declared by this node")]
    NotDeclared {
        /// Name of the parameter.
        name: String,
    },
    /// The parameter has no value.
    #[error("parameter `{name}` is not set")]
    NotSet {
        /// Name of the parameter.
        name: String,
    },
    /// The parameter keeps the value of its declaration.
    #[error("parameter `{name}` is read-only; set it when the node starts")]
    ReadOnly {
        /// Name of the parameter.
        name: String,
    },
    /// The value is of another type than the parameter.
    #[error("parameter `{name}` is of type {expected}, and cannot become {}", shown(*found))]
    WrongType {
        /// Name of the parameter.
        name: String,
        /// Type of the parameter.
        expected: ParameterType,
        /// Type of the value; `None` if the parameter was to be without a value.
        found: Option<ParameterType>,
    },
    /// The type of a value is not one of ROS 2.
    #[error("parameter `{name}` was given a value of type {number}, which ROS 2 does not define")]
    UnknownType {
        /// Name of the parameter.
        name: String,
        /// Number of the type.
        number: u8,
    },
    /// The parameter has neither a value, from which its type would follow, nor dynamic typing.
    #[error("parameter `{name}` has no value and no type; declare it with a value or with dynamic typing")]
    Untyped {
        /// Name of the parameter.
        name: String,
    },
    /// The value is outside of the range of the parameter.
    #[error("parameter `{name}` is {range}")]
    OutOfRange {
        /// Name of the parameter.
        name: String,
        /// Range of the parameter.
        range: ParameterRange,
    },
    /// The value is not one of the Rust type of the parameter, such as an unknown variant of an enum.
    #[error("parameter `{name}`: {reason}")]
    Unfit {
        /// Name of the parameter.
        name: String,
        /// Reason, as text.
        reason: String,
    },
    /// The program's own check refused the values.
    #[error("{reason}")]
    Refused {
        /// Reason, as text.
        reason: String,
    },
    /// The program's own check panicked. The log has its message.
    #[error("the check of the parameters of this node panicked")]
    CheckPanicked,
    /// The program's own check set parameters, which it must not.
    #[error("the check of parameters cannot set parameters")]
    InCheck,
    /// The list of parameters to set is empty.
    #[error("there is no parameter to set")]
    Empty,
    /// A request is too large to be answered without delaying other messages.
    #[error("a request for {count} parameters is too large; the limit is {limit}")]
    TooMany {
        /// Number of parameters in the request.
        count: usize,
        /// The largest number that is answered.
        limit: usize,
    },
    /// Other threads kept changing parameters while these were checked.
    #[error("other changes of the parameters of this node did not end in time; try again")]
    Contended,
}

fn shown(found: Option<ParameterType>) -> String {
    found.map_or_else(|| "unset".to_owned(), |found| format!("a value of type {found}"))
}
