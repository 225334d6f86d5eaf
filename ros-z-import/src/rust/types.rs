//! Rust types of fields: their paths, their attributes, and whether memory may be copied.

use std::collections::BTreeSet;

use ros_z_core::{BaseType, Collection as CoreCollection, TypeDescription};
use ros_z_msgs::catalogue;

use super::names;
use super::{Context, Package};
use crate::definition::{Body, Collection, ElementType, Field, Interface, Message, Primitive};

/// The types that one file declares or imports.
pub(super) struct Scope<'a> {
    context: &'a Context<'a>,
    /// Names that the file declares.
    declared: BTreeSet<String>,
    /// Paths of imported types.
    pub(super) imports: BTreeSet<String>,
}

/// Names that every file uses from the prelude.
const PRELUDE: [&str; 2] = ["String", "Vec"];

impl<'a> Scope<'a> {
    pub(super) fn new(context: &'a Context<'a>, declared: impl IntoIterator<Item = String>) -> Self {
        Self {
            context,
            declared: declared.into_iter().collect(),
            imports: BTreeSet::new(),
        }
    }

    /// Returns whether the file declares a type of this name.
    pub(super) fn declares(&self, name: &str) -> bool {
        self.declared.contains(name)
    }

    /// The type of a field.
    pub(super) fn field_type(&mut self, field: &Field) -> String {
        if self.context.choices.is_zbuf(field) {
            let path = "zenoh_buffers::ZBuf".to_owned();
            if self.declares("ZBuf") {
                return path;
            }
            self.imports.insert(path);
            return "ZBuf".to_owned();
        }
        let element = match &field.field_type.element {
            ElementType::Primitive { primitive, .. } => self.primitive(*primitive),
            ElementType::Message { package, name } => self.message(package, name),
        };
        match field.field_type.collection {
            Collection::Single => element,
            Collection::Array(len) => format!("[{element}; {len}]"),
            Collection::Bounded(_) | Collection::Unbounded => {
                format!("{}<{element}>", self.prelude("Vec", "vec"))
            }
        }
    }

    fn primitive(&self, primitive: Primitive) -> String {
        if primitive.is_string() {
            self.prelude("String", "string")
        } else {
            scalar(primitive).to_owned()
        }
    }

    fn prelude(&self, name: &str, module: &str) -> String {
        if self.declared.contains(name) {
            format!("::std::{module}::{name}")
        } else {
            name.to_owned()
        }
    }

    /// A message, imported unless its name means something else in this file.
    pub(super) fn message(&mut self, package: &str, name: &str) -> String {
        let path = self.context.rust_path(package, name);
        let (_, last) = path.rsplit_once("::").unwrap_or(("", &path));
        let other = self
            .imports
            .iter()
            .any(|import| import.ends_with(&format!("::{last}")) && *import != path);
        let last = last.to_owned();
        let declared_here = self.declared.contains(&last);
        if declared_here || other || PRELUDE.contains(&last.as_str()) || is_used_by_derives(&last) {
            return path;
        }
        self.imports.insert(path);
        last
    }
}

/// Names that an import would take from the file's own imports.
fn is_used_by_derives(name: &str) -> bool {
    matches!(
        name,
        "RosMessage" | "SizeEstimation" | "Option" | "Result" | "Default" | "Clone" | "Copy"
    )
}

impl Context<'_> {
    /// The path of the Rust type of a message.
    fn rust_path(&self, package: &str, name: &str) -> String {
        if self.packages.iter().any(|other: &Package| other.name == package) {
            return self.path(package, "msg", &names::type_name(name, ""));
        }
        let type_name = format!("{package}/msg/{name}");
        let entry = catalogue::MESSAGES
            .iter()
            .find(|entry| entry.type_name == type_name);
        let path = entry.map_or(type_name.as_str(), |entry| entry.rust_path);
        path.replacen("ros_z_msgs", &self.paths.messages, 1)
    }

    /// The attributes that generate a message's view and loan: none, unless the import asks
    /// for them and the message has contents that profit from them.
    pub(super) fn forms(&self, interface: &Interface, message: &Message) -> Vec<&'static str> {
        let is_variable = |field: &Field| match &field.field_type.element {
            ElementType::Primitive { primitive, .. } => match primitive {
                Primitive::Wstring => false,
                Primitive::String => true,
                _ => is_sequence(field),
            },
            ElementType::Message { package, name } => {
                let nested = self.descriptions.get(&format!("{package}/msg/{name}"));
                is_sequence(field) || !nested.is_some_and(has_fixed_size)
            }
        };
        let is_large = |field: &Field| match &field.field_type.element {
            ElementType::Primitive { primitive, .. } => {
                is_sequence(field) && !primitive.is_string() && *primitive != Primitive::Bool
            }
            ElementType::Message { package, name } => {
                let nested = self.descriptions.get(&format!("{package}/msg/{name}"));
                is_sequence(field) || nested.is_some_and(has_large_sequence)
            }
        };
        let mut forms = Vec::new();
        let package = &interface.package;
        // Actions are not sent by this library yet.
        let has_view = !matches!(interface.body, Body::Action { .. });
        // Requests and responses are small, and sent one at a time.
        let has_loan = matches!(interface.body, Body::Message(_));
        if has_view && self.choices.has_views(package) && message.fields.iter().any(is_variable) {
            forms.push("view");
        }
        if has_loan && self.choices.has_loans(package) && message.fields.iter().any(is_large) {
            forms.push("loan");
        }
        forms
    }

    /// Returns whether a message has a fixed size and no strings, so that it can be `Copy`.
    pub(super) fn is_copy(&self, message: &Message) -> bool {
        message.fields.iter().all(|field| {
            let fixed = matches!(
                field.field_type.collection,
                Collection::Single | Collection::Array(_)
            );
            fixed
                && match &field.field_type.element {
                    ElementType::Primitive { primitive, .. } => !primitive.is_string(),
                    ElementType::Message { package, name } => {
                        let nested = self.descriptions.get(&format!("{package}/msg/{name}"));
                        nested.is_some_and(has_fixed_size)
                    }
                }
        })
    }
}

fn is_sequence(field: &Field) -> bool {
    matches!(
        field.field_type.collection,
        Collection::Bounded(_) | Collection::Unbounded
    )
}

/// Returns whether a message has a sequence of numbers or messages, itself or in a nested message.
fn has_large_sequence(description: &TypeDescription) -> bool {
    description.fields.iter().any(|field| {
        let field_type = &field.field_type;
        let is_sequence = matches!(
            field_type.collection,
            CoreCollection::Bounded(_) | CoreCollection::Unbounded
        );
        let is_small = matches!(
            field_type.base,
            BaseType::String | BaseType::Wstring | BaseType::Bool
        );
        is_sequence && !is_small || field_type.nested.is_some_and(has_large_sequence)
    })
}

fn has_fixed_size(description: &TypeDescription) -> bool {
    description.fields.iter().all(|field| {
        let field_type = &field.field_type;
        matches!(
            field_type.collection,
            CoreCollection::Single | CoreCollection::Array(_)
        ) && !matches!(field_type.base, BaseType::String | BaseType::Wstring)
            && field_type.nested.is_none_or(has_fixed_size)
    })
}

/// The Rust type of a primitive that is not a string.
pub(super) const fn scalar(primitive: Primitive) -> &'static str {
    match primitive {
        Primitive::Bool => "bool",
        Primitive::Byte | Primitive::Char | Primitive::Uint8 => "u8",
        Primitive::Int8 => "i8",
        Primitive::Int16 => "i16",
        Primitive::Uint16 => "u16",
        Primitive::Int32 => "i32",
        Primitive::Uint32 => "u32",
        Primitive::Int64 => "i64",
        Primitive::Uint64 => "u64",
        Primitive::Float32 => "f32",
        Primitive::Float64 => "f64",
        Primitive::String | Primitive::Wstring => "&str",
    }
}

/// The entries of `#[ros(…)]` that a field needs for its type.
pub(super) fn attributes(field: &Field) -> Vec<String> {
    let mut attributes = Vec::new();
    if let ElementType::Primitive {
        primitive,
        string_bound,
    } = field.field_type.element
    {
        match primitive {
            Primitive::Byte => attributes.push("byte".to_owned()),
            Primitive::Char => attributes.push("char".to_owned()),
            Primitive::Wstring => attributes.push("wstring".to_owned()),
            _ => {}
        }
        if let Some(bound) = string_bound {
            let name = match field.field_type.collection {
                Collection::Single => "max_len",
                _ => "max_string_len",
            };
            attributes.push(format!("{name} = {bound}"));
        }
    }
    if let Collection::Bounded(bound) = field.field_type.collection {
        attributes.push(format!("max_len = {bound}"));
    }
    attributes
}
