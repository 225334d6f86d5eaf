//! Judges the input of `#[derive(RosParameters)]`. The function `parameters` is the list of rules, one call a rule.

mod field_type;
mod range;

use super::default;
use super::spelling::show;
use super::{error, name};
use crate::ast::{Kind, Parameter, ParameterField, ParameterVariant, Parameters, ParametersData, Role};
use crate::attr::{self, Attr, ParameterFieldAttrs};
use crate::ctxt::Ctxt;
use proc_macro2::Span;
use std::collections::HashSet;
use syn::ext::IdentExt;
use syn::{DataEnum, DataStruct, DeriveInput, Expr, Fields, Ident, LitStr, Path, Type};

/// Judges a struct of parameters, or an enum that is one.
///
/// Returns `None` if a mistake was reported, or if the compiler will report one.
pub fn parameters<'a>(ctxt: &Ctxt, input: &'a DeriveInput, krate: Option<Path>) -> Option<Parameters<'a>> {
    has_no_parameters_of_rust(ctxt, input);
    let data = match &input.data {
        syn::Data::Struct(data) => structure(ctxt, input, data).map(ParametersData::Struct),
        syn::Data::Enum(data) => enumeration(ctxt, input, data).map(ParametersData::Enum),
        syn::Data::Union(data) => {
            ctxt.error(error(
                data.union_token.span,
                "a union does not know which of its fields is valid; write a struct of parameters",
            ));
            None
        }
    };
    Some(Parameters {
        ident: &input.ident,
        krate: krate?,
        data: data?,
    })
}

// struct Params<T> { speed: T }
/// The type has no type parameters, lifetimes or constants.
fn has_no_parameters_of_rust(ctxt: &Ctxt, input: &DeriveInput) {
    if !input.generics.params.is_empty() {
        let text = "the parameters of a node have fixed types, so their struct cannot be generic; remove the generics, and write the types of the fields";
        ctxt.error(syn::Error::new_spanned(&input.generics, text));
    }
}

fn structure<'a>(
    ctxt: &Ctxt,
    input: &'a DeriveInput,
    data: &'a DataStruct,
) -> Option<Vec<ParameterField<'a>>> {
    fields_have_names(ctxt, &input.ident, &data.fields)?;
    let fields: Vec<_> = data
        .fields
        .iter()
        .map(|each| field(ctxt, &input.ident, each))
        .collect();
    fields.into_iter().collect::<Option<Vec<_>>>().map(|fields| {
        names_differ(
            ctxt,
            fields.iter().map(|(field, span)| (field.name.as_str(), *span)),
        );
        fields.into_iter().map(|(field, _)| field).collect()
    })
}

fn field<'a>(ctxt: &Ctxt, own: &Ident, field: &'a syn::Field) -> Option<(ParameterField<'a>, Span)> {
    let ident = field.ident.as_ref()?;
    let ty = &field.ty;
    let attrs = ParameterFieldAttrs::read(ctxt, &field.attrs);
    let (name, span) = name_is_one_part(ctxt, ident, &attrs);
    let kind = field_type::has_a_counterpart(ctxt, own, ident, ty)?;
    let role = match &attrs.default {
        Some(default) => {
            let value = default.value.as_ref();
            let judged = value.map(|value| ctxt.keep(default::judge(&kind, ty, value)).map(|()| value));
            let range = range::suits_the_type(ctxt, &attrs, &kind, ty, value);
            let default = judged.flatten();
            Role::Parameter(Box::new(Parameter {
                default: default?.clone(),
                range: range.ok()?,
                read_only: attrs.read_only.is_some(),
                doc: attr::doc(&field.attrs),
            }))
        }
        None if ParameterField::is_parameter(&kind) => {
            has_a_default(ctxt, ident, ty, &kind);
            return None;
        }
        None => {
            group_has_no_attribute_of_a_parameter(ctxt, ident, &attrs);
            Role::Group
        }
    };
    let field = ParameterField {
        ident,
        ty,
        name,
        role,
    };
    Some((field, span))
}

// struct Params(f64);
/// The struct is not a tuple struct.
fn fields_have_names(ctxt: &Ctxt, own: &Ident, fields: &Fields) -> Option<()> {
    let Fields::Unnamed(unnamed) = fields else {
        return Some(());
    };
    ctxt.error(syn::Error::new_spanned(
        unnamed,
        format!("the fields of a tuple struct have no names, and parameters need them; write `struct {own} {{ name: … }}`"),
    ));
    None
}

// speed: f64,
/// A field that is a parameter by its type has a default value.
fn has_a_default(ctxt: &Ctxt, ident: &Ident, ty: &Type, kind: &Kind) {
    let example = match kind {
        Kind::Scalar("bool") => "false",
        Kind::Scalar("f32" | "f64") => "0.5",
        Kind::Text { .. } => "\"text\"",
        Kind::Sequence(_) | Kind::Array(_) => "[value, value]",
        _ => "5",
    };
    let text = format!(
        "parameter `{}` of type `{}` has no default value; write `#[ros(default = {example})]`",
        ident.unraw(),
        show(ty)
    );
    ctxt.error(error(ident.span(), text));
}

// #[ros(read_only)] gains: Gains,
/// A field that is a struct of parameters has no attribute of a parameter.
fn group_has_no_attribute_of_a_parameter(ctxt: &Ctxt, ident: &Ident, attrs: &ParameterFieldAttrs) {
    let expressions = [&attrs.range, &attrs.step];
    let names = expressions.into_iter().flatten().map(|attr| &attr.name);
    for name in names.chain(attrs.read_only.iter().map(|attr| &attr.name)) {
        let text = format!(
            "`{name}` belongs on a parameter, and without `default`, `{}` is a struct of parameters; write `{name}` on its fields, or add `default`",
            ident.unraw()
        );
        ctxt.error(error(name.span(), text));
    }
}

// #[ros(rename = "gains.p", default = 1.0)] p: f64,
/// The name of the parameter, and the place of an error about it. A dot separates the name of a nested struct.
fn name_is_one_part(ctxt: &Ctxt, ident: &Ident, attrs: &ParameterFieldAttrs) -> (String, Span) {
    let own = (ident.unraw().to_string(), ident.span());
    let Some(Attr {
        value: Some(text), ..
    }) = &attrs.rename
    else {
        return own;
    };
    ctxt.keep(is_one_part(text));
    (text.value(), text.span())
}

fn is_one_part(text: &LitStr) -> syn::Result<()> {
    let name = text.value();
    if let Some((group, rest)) = name.split_once('.') {
        return Err(error(
            text.span(),
            format!(
                "a dot separates the name of a nested struct, and two structs could declare `{name}`; write a field `{group}` whose type is a struct with the field `{rest}`"
            ),
        ));
    }
    let is_right = name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && name
            .chars()
            .all(|char| char.is_ascii_alphanumeric() || char == '_');
    if is_right {
        return Ok(());
    }
    Err(error(
        text.span(),
        format!("`{name}` is not the name of a parameter, which is `[A-Za-z_][A-Za-z0-9_]*`"),
    ))
}

// #[ros(rename = "p", default = 1.0)] kp: f64,
// p: Gains,
/// No two fields have the same name.
fn names_differ<'a>(ctxt: &Ctxt, names: impl Iterator<Item = (&'a str, Span)>) {
    let mut known = HashSet::new();
    for (name, span) in names {
        if !known.insert(name) {
            let text = format!("another field is called `{name}` in ROS; rename one of the two");
            ctxt.error(error(span, text));
        }
    }
}

fn enumeration<'a>(
    ctxt: &Ctxt,
    input: &'a DeriveInput,
    data: &'a DataEnum,
) -> Option<Vec<ParameterVariant<'a>>> {
    if data.variants.is_empty() {
        ctxt.error(error(
            input.ident.span(),
            "an enum without variants has no value; add a variant",
        ));
        return None;
    }
    let variants: Vec<_> = data.variants.iter().map(|each| variant(ctxt, each)).collect();
    variants.into_iter().collect::<Option<Vec<_>>>().map(|variants| {
        texts_differ(
            ctxt,
            variants
                .iter()
                .map(|(variant, span)| (variant.text.as_str(), *span)),
        );
        variants.into_iter().map(|(variant, _)| variant).collect()
    })
}

// enum Mode { Off, Speed(f64) }
/// A variant has no data. Its text is its name in lower case, or that of an attribute.
fn variant<'a>(ctxt: &Ctxt, variant: &'a syn::Variant) -> Option<(ParameterVariant<'a>, Span)> {
    let rename = attr::variant_text(ctxt, &variant.attrs);
    if !matches!(variant.fields, Fields::Unit) {
        ctxt.error(syn::Error::new_spanned(
            &variant.fields,
            "a parameter that is an enum is one word, and has no data; write the data as parameters of their own",
        ));
        return None;
    }
    let ident = &variant.ident;
    let (text, span) = match &rename {
        Some(text) => (text.value(), text.span()),
        None => (name::lower(&ident.unraw().to_string()), ident.span()),
    };
    Some((ParameterVariant { ident, text }, span))
}

// enum Mode { FooBar, Foo_Bar }
/// No two variants have the same text.
fn texts_differ<'a>(ctxt: &Ctxt, texts: impl Iterator<Item = (&'a str, Span)>) {
    let mut known = HashSet::new();
    for (text, span) in texts {
        if !known.insert(text) {
            let text = format!(
                "another variant is \"{text}\" too; rename one of the two with `#[ros(rename = \"…\")]`"
            );
            ctxt.error(error(span, text));
        }
    }
}

/// A number that an expression is, if it is a literal.
fn number(expr: &Expr) -> Option<f64> {
    let (negative, literal) = default::literal(expr)?;
    let magnitude: f64 = match literal {
        syn::Lit::Int(int) => int.base10_parse().ok()?,
        syn::Lit::Float(float) => float.base10_parse().ok()?,
        _ => return None,
    };
    Some(if negative { -magnitude } else { magnitude })
}
