//! The checked input of a derive, as a tree. `check` builds it, and `expand` generates code from it.

mod parameters;

use syn::{Expr, Generics, Ident, LitStr, Path, Type, Visibility};

pub use parameters::{
    NumberRange, Parameter, ParameterField, ParameterVariant, Parameters, ParametersData, Role,
};

/// A type that is a ROS 2 message, or a field of one.
pub struct Container<'a> {
    pub ident: &'a Ident,
    pub vis: &'a Visibility,
    pub generics: &'a Generics,
    /// Path to the core crate.
    pub krate: Path,
    pub doc: Option<String>,
    /// The struct asks for an impl of `Default`.
    pub default: bool,
    /// The type hash that the user froze.
    pub hash: Option<LitStr>,
    /// Name of the borrowed struct to generate.
    pub view: Option<Ident>,
    /// Name of the struct of loaned sequences to generate.
    pub loan: Option<Ident>,
    pub form: Form,
    pub data: Data<'a>,
}

/// The struct that the user wrote, or one that is generated from it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Owned,
    View,
    Loan,
}

/// The two kinds of items that have a ROS counterpart.
pub enum Data<'a> {
    Struct {
        /// ROS name, `pkg/msg/Name`.
        type_name: String,
        fields: Vec<Field<'a>>,
        /// The struct is `repr(packed)`. Its fields are copied, since a reference to one would not be aligned.
        packed: bool,
    },
    Enum {
        /// The integer type of the `repr`.
        int: Int,
        variants: Vec<Variant<'a>>,
    },
}

/// A field of a struct.
#[derive(Clone)]
pub struct Field<'a> {
    pub ident: &'a Ident,
    pub vis: &'a Visibility,
    pub ty: &'a Type,
    pub doc: Option<String>,
    /// `None` for a skipped field.
    pub wire: Option<Wire>,
}

/// How a field is written.
#[derive(Clone)]
pub struct Wire {
    /// ROS name.
    pub name: String,
    pub max_len: Option<Expr>,
    pub max_string_len: Option<Expr>,
    /// The default value in ROS.
    pub default: Option<Expr>,
    /// The ROS type, if it is not the usual one of the Rust type.
    pub retype: Option<Retype>,
    pub kind: Kind,
}

/// The kind of a field's type, as far as its spelling determines it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    U8,
    /// Another number or a `bool`, by its Rust name.
    Scalar(&'static str),
    Text {
        /// `&str`: the characters are in the message.
        borrowed: bool,
    },
    Sequence(Box<Kind>),
    Array(Box<Kind>),
    /// A message, an enum, an alias, a type parameter …
    Unknown,
}

/// Another ROS type for the same Rust type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retype {
    /// The field is one wide string.
    WideString,
    /// The field is a sequence or array of wide strings.
    WideStrings,
    Char,
    Byte,
}

/// A variant of an enum without data.
pub struct Variant<'a> {
    pub ident: &'a Ident,
    /// Name of its constant in the `.msg` file.
    pub constant: String,
    pub doc: Option<String>,
}

/// The integer type that an enum is written as.
pub struct Int {
    /// Rust name, also the name of the type in `core::primitive`.
    pub rust: &'static str,
    /// ROS name.
    pub ros: &'static str,
}

impl<'a> Container<'a> {
    /// Returns the fields on the wire; none for an enum.
    pub fn wire_fields(&self) -> impl Iterator<Item = (&Field<'a>, &Wire)> {
        self.fields()
            .iter()
            .filter_map(|field| field.wire.as_ref().map(|wire| (field, wire)))
    }

    /// Returns whether the struct has a field of variable size, judged by the name of its type. The memory of such a
    /// struct is not its wire image.
    ///
    /// A struct with a user's type of such a name is written field by field: slower, with the same bytes.
    pub fn has_variable_size(&self) -> bool {
        self.wire_fields().any(|(field, _)| match field.ty {
            Type::Reference(_) => true,
            Type::Path(path) => {
                let last = path.path.segments.last();
                last.is_some_and(|segment| {
                    let names = [
                        "String",
                        "Vec",
                        "CdrSlice",
                        "CdrSliceMut",
                        "CdrSequence",
                        "ViewOf",
                        "LoanOf",
                    ];
                    names.iter().any(|name| segment.ident == name)
                })
            }
            _ => false,
        })
    }

    /// Returns all fields of a struct; none for an enum.
    pub fn fields(&self) -> &[Field<'a>] {
        match &self.data {
            Data::Struct { fields, .. } => fields,
            Data::Enum { .. } => &[],
        }
    }
}

impl Wire {
    /// Returns whether the memory of the field may be its wire image: no check and no conversion is needed.
    pub fn is_direct(&self) -> bool {
        self.max_len.is_none() && self.max_string_len.is_none() && !self.is_wide()
    }

    /// Returns whether the field is written as one or several wide strings.
    pub fn is_wide(&self) -> bool {
        matches!(self.retype, Some(Retype::WideString | Retype::WideStrings))
    }
}
