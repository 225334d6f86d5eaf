//! Structs of parameters: a visitor lists the parameters of a struct, or reads the struct from the values of a node.

use super::descriptor::ParameterDescriptor;
use super::error::ParameterError;
use super::field::ParameterField;
use super::table::Table;
use ros_z_protocol::{ParameterType, ParameterValue};

/// A struct whose fields are parameters of a node. Derive it with [`RosParameters`](macro@crate::RosParameters), which
/// documents the attributes.
///
/// # Examples
/// ```
/// use ros_z::prelude::*;
///
/// /// The limits of the controller.
/// #[derive(RosParameters)]
/// struct Params {
///     /// Metres per second.
///     #[ros(default = 1.5, range = 0.0..=3.0)]
///     max_speed: f64,
///     #[ros(default = "map", read_only)]
///     frame: String,
///     #[ros(default = Mode::Slow)]
///     mode: Mode,
///     gains: Gains,
/// }
///
/// // A string in ROS 2: "slow" or "very_fast".
/// #[derive(RosParameters)]
/// enum Mode {
///     Slow,
///     VeryFast,
/// }
///
/// // The parameters `gains.p` and `gains.i`.
/// #[derive(RosParameters)]
/// struct Gains {
///     #[ros(default = 10)]
///     p: u32,
///     #[ros(default = [0.5, 0.5])]
///     i: Vec<f64>,
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a struct of parameters",
    label = "not a struct of parameters",
    note = "add `RosParameters` to the derive list of `{Self}`",
    note = "if `{Self}` is an enum or another type with a value of its own, the field needs a default value: `#[ros(default = …)]`"
)]
pub trait RosParameters: Sized + 'static {
    /// Visits each field, and creates the struct from the results.
    ///
    /// # Errors
    /// That of the visitor, for the first field that has one.
    fn visit(visitor: &mut ParameterVisitor<'_>) -> Result<Self, ParameterError>;
}

/// Visits the parameters of a struct: lists them with their default values, or reads their current ones.
#[derive(Debug)]
pub struct ParameterVisitor<'a> {
    /// The names of the structs around the fields, with a dot after each.
    prefix: String,
    task: Task<'a>,
}

#[derive(Debug)]
enum Task<'a> {
    Declare(Vec<Declaration>),
    Read(&'a Table),
}

/// A parameter that is to be declared.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Declaration {
    pub(super) name: String,
    /// `None` if the type is open.
    pub(super) parameter_type: Option<ParameterType>,
    pub(super) default: Option<ParameterValue>,
    pub(super) descriptor: ParameterDescriptor,
}

impl<'a> ParameterVisitor<'a> {
    /// Returns the parameters of a struct.
    pub(super) fn declarations<P: RosParameters>() -> Result<Vec<Declaration>, ParameterError> {
        let mut visitor = ParameterVisitor::new(Task::Declare(Vec::new()));
        P::visit(&mut visitor)?;
        Ok(match visitor.task {
            Task::Declare(declarations) => declarations,
            Task::Read(_) => Vec::new(),
        })
    }

    /// Reads a struct from the values of a node.
    pub(super) fn read<P: RosParameters>(table: &'a Table) -> Result<P, ParameterError> {
        P::visit(&mut Self::new(Task::Read(table)))
    }

    const fn new(task: Task<'a>) -> Self {
        Self {
            prefix: String::new(),
            task,
        }
    }

    /// Visits a field that is a parameter of type `T`.
    ///
    /// # Errors
    /// [`ParameterError::NotDeclared`], [`ParameterError::NotSet`] or [`ParameterError::Unfit`], if values are read.
    pub fn parameter<T: ParameterField>(
        &mut self,
        name: &str,
        default: &T::Literal,
        describe: impl FnOnce() -> ParameterDescriptor,
    ) -> Result<T, ParameterError> {
        let name = format!("{}{name}", self.prefix);
        match &mut self.task {
            Task::Declare(declarations) => {
                let default = T::from_literal(default);
                let mut descriptor = describe();
                descriptor.range = descriptor.range.or_else(T::own_range);
                if descriptor.additional_constraints.is_empty() {
                    descriptor.additional_constraints = T::constraints();
                }
                declarations.push(Declaration {
                    name,
                    parameter_type: Some(T::TYPE),
                    default: Some(default.to_value()),
                    descriptor,
                });
                Ok(default)
            }
            Task::Read(table) => {
                let Some(declared) = table.get(&name) else {
                    return Err(ParameterError::NotDeclared { name });
                };
                let Some(value) = &declared.value else {
                    return Err(ParameterError::NotSet { name });
                };
                T::from_value(value).map_err(|reason| ParameterError::Unfit { name, reason })
            }
        }
    }

    /// Visits a field that is a struct of parameters, whose names start with `name` and a dot.
    ///
    /// # Errors
    /// As [`parameter`](Self::parameter).
    pub fn group<P: RosParameters>(&mut self, name: &str) -> Result<P, ParameterError> {
        let outer = self.prefix.len();
        self.prefix.push_str(name);
        self.prefix.push('.');
        let group = P::visit(self);
        self.prefix.truncate(outer);
        group
    }
}
