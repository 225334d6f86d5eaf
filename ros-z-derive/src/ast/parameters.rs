//! The checked input of `#[derive(RosParameters)]`.

use super::Kind;
use syn::{Expr, Ident, Path, Type};

/// A struct of parameters, or an enum that is one.
pub struct Parameters<'a> {
    pub ident: &'a Ident,
    /// Path to the crate with the trait.
    pub krate: Path,
    pub data: ParametersData<'a>,
}

/// The two kinds of items that parameters have.
pub enum ParametersData<'a> {
    Struct(Vec<ParameterField<'a>>),
    Enum(Vec<ParameterVariant<'a>>),
}

/// A field of a struct of parameters.
pub struct ParameterField<'a> {
    pub ident: &'a Ident,
    pub ty: &'a Type,
    /// Name of the parameter, without those of the structs around it.
    pub name: String,
    pub role: Role,
}

/// The role of a field.
pub enum Role {
    /// A parameter.
    Parameter(Box<Parameter>),
    /// A struct of parameters.
    Group,
}

/// The properties of a parameter.
pub struct Parameter {
    pub default: Expr,
    pub range: Option<NumberRange>,
    pub read_only: bool,
    pub doc: Option<String>,
}

/// The range of a number, with both ends.
pub struct NumberRange {
    pub from: Option<Expr>,
    pub to: Option<Expr>,
    pub step: Option<Expr>,
}

/// A variant of an enum, with its text in ROS.
pub struct ParameterVariant<'a> {
    pub ident: &'a Ident,
    pub text: String,
}

impl ParameterField<'_> {
    /// Returns whether a field of this kind is a parameter by its type alone.
    pub fn is_parameter(kind: &Kind) -> bool {
        *kind != Kind::Unknown
    }
}
