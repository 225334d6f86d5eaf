//! Judges a derive input and turns it into the tree of `ast`. The functions here are the list of rules,
//! one call a rule. The modules contain the rules, each with an example of what it refuses.

mod default;
mod enums;
mod field_type;
mod fields;
mod generated;
mod hash;
mod length;
mod loan;
mod name;
mod parameters;
mod ros_type;
mod spelling;
mod std_type;
mod type_name;
mod view;

use crate::ast::{Container, Data, Field, Form, Wire};
use crate::attr::{self, ContainerAttrs, FieldAttrs};
use crate::ctxt::Ctxt;
use proc_macro2::Span;
use syn::{DataEnum, DataStruct, DataUnion, DeriveInput, Path};

pub use parameters::parameters;
pub use spelling::{elements, is_own, is_unsized, is_zbuf};

/// Judges the type and its attributes; `cargo_package` is the default for its ROS package.
///
/// Returns `None` if a mistake was reported, or if the compiler will report one.
pub fn container<'a>(
    ctxt: &Ctxt,
    input: &'a DeriveInput,
    attrs: &ContainerAttrs,
    krate: Option<Path>,
    cargo_package: Option<&str>,
) -> Option<Container<'a>> {
    let type_name = type_name::is_allowed(ctxt, input, attrs, cargo_package);
    let hash = hash::is_complete(ctxt, attrs);
    let view = generated::has_its_own_name(ctxt, &input.ident, attrs.view.as_ref(), "View");
    let loan = generated::has_its_own_name(ctxt, &input.ident, attrs.loan.as_ref(), "Loan");
    generated::names_differ(ctxt, view.as_ref(), loan.as_ref());
    let data = match &input.data {
        syn::Data::Struct(data) => structure(ctxt, input, data, type_name),
        syn::Data::Enum(data) => enumeration(ctxt, input, data),
        syn::Data::Union(data) => union(ctxt, data),
    };
    for (attr, texts) in [
        (attrs.view.as_ref(), &generated::VIEW),
        (attrs.loan.as_ref(), &generated::LOAN),
    ] {
        generated::is_of_a_struct_without_parameters(ctxt, attr, texts, &input.generics);
        generated::skips_no_field(ctxt, attr, texts, data.as_ref());
    }
    view::has_a_field_to_borrow(ctxt, attrs, data.as_ref());
    loan::has_a_field_to_fill(ctxt, attrs, data.as_ref());
    Some(Container {
        ident: &input.ident,
        vis: &input.vis,
        generics: &input.generics,
        krate: krate?,
        doc: attr::doc(&input.attrs),
        default: attrs.default.is_some(),
        hash,
        view,
        loan,
        form: Form::Owned,
        data: data?,
    })
}

fn structure<'a>(
    ctxt: &Ctxt,
    input: &'a DeriveInput,
    data: &'a DataStruct,
    type_name: Option<String>,
) -> Option<Data<'a>> {
    fields::have_names(ctxt, &input.ident, &data.fields)?;
    let fields: Vec<_> = data.fields.iter().map(|each| field(ctxt, input, each)).collect();
    fields::names_differ(ctxt, fields.iter().flatten());
    Some(Data::Struct {
        type_name: type_name?,
        fields: fields
            .into_iter()
            .map(|field| field.map(|named| named.field))
            .collect::<Option<_>>()?,
        packed: attr::reprs(&input.attrs).iter().any(|repr| repr == "packed"),
    })
}

fn field<'a>(ctxt: &Ctxt, input: &DeriveInput, field: &'a syn::Field) -> Option<NamedField<'a>> {
    let ident = field.ident.as_ref()?;
    let ty = &field.ty;
    let attrs = FieldAttrs::read(ctxt, &field.attrs);
    let doc = attr::doc(&field.attrs);
    if attrs.skip.is_some() {
        fields::skipped_has_no_other_attribute(ctxt, &attrs);
        let field = Field {
            ident,
            vis: &field.vis,
            ty,
            doc,
            wire: None,
        };
        return Some(NamedField {
            field,
            name_span: ident.span(),
        });
    }
    let (name, name_span) = fields::name_is_allowed(ctxt, ident, &attrs);
    let kind = field_type::has_a_counterpart(ctxt, &input.ident, ident, ty)?;
    let retype = ros_type::is_for_the_field(ctxt, &attrs, &kind, ty);
    length::of_wide_strings_is_clear(ctxt, &attrs, &kind, retype, ty);
    let wire = Wire {
        name,
        max_len: length::bounds_a_string_or_sequence(ctxt, &attrs, &kind, ty),
        max_string_len: length::bounds_strings_in_a_collection(ctxt, &attrs, &kind, ty),
        default: default::suits_the_type(ctxt, &input.generics, &attrs, &kind, ty),
        retype,
        kind,
    };
    let field = Field {
        ident,
        vis: &field.vis,
        ty,
        doc,
        wire: Some(wire),
    };
    Some(NamedField { field, name_span })
}

fn enumeration<'a>(ctxt: &Ctxt, input: &'a DeriveInput, data: &'a DataEnum) -> Option<Data<'a>> {
    let int = enums::width_is_known(ctxt, input, data);
    let variants: Vec<_> = data
        .variants
        .iter()
        .map(|variant| {
            enums::variant_has_no_attribute(ctxt, variant);
            enums::variant_has_no_data(ctxt, variant)?;
            enums::variant_makes_a_constant(ctxt, variant)
        })
        .collect();
    enums::constants_differ(ctxt, variants.iter().flatten());
    Some(Data::Enum {
        int: int?,
        variants: variants.into_iter().collect::<Option<_>>()?,
    })
}

// union Either { x: u8, y: f32 }
fn union<'a>(ctxt: &Ctxt, data: &DataUnion) -> Option<Data<'a>> {
    ctxt.error(error(
        data.union_token.span,
        "a receiver cannot know which field of a union is valid; write a struct with the fields, and an enum that selects the valid one",
    ));
    None
}

/// A field, and the place of an error about its ROS name.
struct NamedField<'a> {
    field: Field<'a>,
    name_span: Span,
}

fn error(span: Span, text: impl std::fmt::Display) -> syn::Error {
    syn::Error::new(span, text)
}

#[cfg(test)]
mod tests;
