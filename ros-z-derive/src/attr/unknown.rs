//! The places that take `ros` attributes, and the error for a name that its place does not take.

use super::symbol;
use syn::{Data, DeriveInput, Ident};

/// A place that takes `ros` attributes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Struct,
    Enum,
    Field,
    /// A struct of parameters.
    ParameterStruct,
    /// An enum that is a parameter.
    ParameterEnum,
    ParameterField,
    ParameterVariant,
}

impl Place {
    /// The place of the attributes of `input` itself; a union counts as a struct.
    pub fn of(input: &DeriveInput) -> Self {
        match input.data {
            Data::Enum(_) => Self::Enum,
            Data::Struct(_) | Data::Union(_) => Self::Struct,
        }
    }

    /// The place of the attributes of `input` itself, if it is of parameters.
    pub fn of_parameters(input: &DeriveInput) -> Self {
        match Self::of(input) {
            Self::Enum => Self::ParameterEnum,
            _ => Self::ParameterStruct,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Struct => "struct",
            Self::Enum => "enum",
            Self::Field => "field",
            Self::ParameterStruct => "struct",
            Self::ParameterEnum => "enum",
            Self::ParameterField => "parameter",
            Self::ParameterVariant => "variant",
        }
    }

    const fn names(self) -> &'static [&'static str] {
        match self {
            Self::Struct => symbol::OF_STRUCT,
            Self::Enum => symbol::OF_ENUM,
            Self::Field => symbol::OF_FIELD,
            Self::ParameterStruct | Self::ParameterEnum => symbol::OF_PARAMETERS,
            Self::ParameterField => symbol::OF_PARAMETER_FIELD,
            Self::ParameterVariant => symbol::OF_PARAMETER_VARIANT,
        }
    }

    /// Whether the place takes an attribute of this name.
    pub fn takes(self, name: &str) -> bool {
        self.names().contains(&name)
    }
}

/// The error for an attribute that `place` does not take.
pub fn error(name: &Ident, place: Place) -> syn::Error {
    syn::Error::new(name.span(), text(&name.to_string(), place))
}

fn text(name: &str, place: Place) -> String {
    match place {
        Place::Enum if name == symbol::HASH => {
            return "an enum is an integer in ROS 2 and has no hash; move `hash` to the struct with a field of it".to_owned();
        }
        Place::Enum if Place::Struct.takes(name) => {
            return format!("`{name}` belongs on a struct, not on an enum; remove it");
        }
        Place::Enum if Place::Field.takes(name) => {
            return format!("`{name}` belongs on a field of a struct, and an enum has none; remove it");
        }
        Place::Struct if Place::Field.takes(name) => {
            return format!("`{name}` belongs on a field, not on a struct; move it there");
        }
        Place::Field if Place::Struct.takes(name) => {
            return format!("`{name}` belongs on a struct, not on a field; move it there");
        }
        Place::ParameterStruct if Place::ParameterField.takes(name) => {
            return format!("`{name}` belongs on a field, not on a struct; move it there");
        }
        Place::ParameterEnum if Place::ParameterField.takes(name) => {
            return format!(
                "`{name}` belongs on the field of a struct whose type is this enum; move it there"
            );
        }
        Place::ParameterField if Place::ParameterStruct.takes(name) => {
            return format!("`{name}` belongs on a struct, not on a field; move it there");
        }
        _ => {}
    }
    let expected: Vec<String> = place.names().iter().map(|name| format!("`{name}`")).collect();
    let meant = match closest(name, place.names()) {
        Some(meant) => format!("; did you mean `{meant}`?"),
        None => String::new(),
    };
    format!(
        "unknown `ros` {} attribute `{name}`; expected {}{meant}",
        place.name(),
        expected.join(", ")
    )
}

/// The name that differs in at most a third of its letters.
fn closest(name: &str, names: &[&'static str]) -> Option<&'static str> {
    let near = |other: &&str| (distance(name, other), other.len());
    let best = names.iter().copied().min_by_key(near)?;
    (distance(name, best) <= (best.len() / 3).max(1)).then_some(best)
}

/// Levenshtein distance.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, to) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(from != *to);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}
