//! Judges the fields of a struct: names, types, and whether an attribute means something for a field of that type.

use super::attribute::{Items, Place};
use super::field_type::{self, Kind, Refusal};
use super::spelling::show;
use super::{error, name};
use crate::ast::{Field, Retype, Wire};
use crate::attr::{self, Item};
use crate::ctxt::Ctxt;
use proc_macro2::Span;
use std::collections::HashSet;
use syn::ext::IdentExt;
use syn::{Expr, Fields, Ident, Type};

/// Judges all fields of the struct called `own`; `None` if one of them is wrong.
pub fn fields<'a>(ctxt: &Ctxt, own: &Ident, fields: &'a Fields) -> Option<Vec<Field<'a>>> {
    if let Fields::Unnamed(unnamed) = fields {
        ctxt.error(syn::Error::new_spanned(
            unnamed,
            format!("the fields of a tuple struct have no names, and ROS 2 fields need them; write `struct {own} {{ name: … }}`"),
        ));
        return None;
    }
    let mut names = HashSet::new();
    let mut all_right = true;
    let mut judged = Vec::new();
    for plain in fields {
        let Some((field, name_span)) = field(ctxt, own, plain) else {
            all_right = false;
            continue;
        };
        if let Some(wire) = &field.wire
            && !names.insert(wire.name.clone())
        {
            ctxt.error(error(
                name_span,
                format!(
                    "another field is called `{}` in ROS; rename one of the two",
                    wire.name
                ),
            ));
        }
        judged.push(field);
    }
    all_right.then_some(judged)
}

/// Judges a field; the span is that of its ROS name.
fn field<'a>(ctxt: &Ctxt, own: &Ident, field: &'a syn::Field) -> Option<(Field<'a>, Span)> {
    let ident = field.ident.as_ref()?;
    let items = Items::judge(ctxt, attr::items(ctxt, &field.attrs), Place::Field);
    let doc = attr::doc(&field.attrs);
    if items.flag(ctxt, "skip") {
        for item in items.iter().filter(|item| item.name != "skip") {
            ctxt.error(error(
                item.span(),
                format!("`{}` has no meaning on a skipped field; remove it", item.name),
            ));
        }
        return Some((
            Field {
                ident,
                ty: &field.ty,
                doc,
                wire: None,
            },
            ident.span(),
        ));
    }
    let (name, name_span) = ros_name(ctxt, ident, &items);
    let kind = match field_type::judge(&field.ty, own) {
        Ok(kind) => kind,
        Err(Refusal::Compiler) => return None,
        Err(Refusal::Derive(at, text)) => {
            ctxt.error(syn::Error::new_spanned(
                at,
                format!("field `{}`: {text}", ident.unraw()),
            ));
            return None;
        }
    };
    let retype = retype(ctxt, &items, &kind, &field.ty);
    let wire = Wire {
        name,
        max_len: max_len(ctxt, &items, &kind, &field.ty),
        max_string_len: max_string_len(ctxt, &items, &kind, &field.ty),
        retype,
    };
    if let (Kind::Unknown, Some(Retype::WideString), Some(bound)) = (
        &kind,
        retype,
        items.get("max_len").or(items.get("max_string_len")),
    ) {
        let text = format!(
            "`{}` may be one string or many; write out the type, `String` or `Vec<String>`",
            show(&field.ty)
        );
        ctxt.error(error(bound.span(), text));
    }
    Some((
        Field {
            ident,
            ty: &field.ty,
            doc,
            wire: Some(wire),
        },
        name_span,
    ))
}

/// The ROS name of a field, and where it is given.
fn ros_name(ctxt: &Ctxt, ident: &Ident, items: &Items) -> (String, Span) {
    if let Some(rename) = items.text(ctxt, "rename") {
        ctxt.keep(name::field(&rename.value()).map_err(|text| error(rename.span(), text)));
        return (rename.value(), rename.span());
    }
    let own = ident.unraw().to_string();
    if items.get("rename").is_none() {
        let judged = name::field(&own).map_err(|text| {
            let rename = name::lower(&own);
            error(
                ident.span(),
                format!("{text}, or keep it and add `#[ros(rename = \"{rename}\")]`"),
            )
        });
        ctxt.keep(judged);
    }
    (own, ident.span())
}

fn max_len(ctxt: &Ctxt, items: &Items, kind: &Kind, ty: &Type) -> Option<Expr> {
    let length = items.length(ctxt, "max_len");
    let text = match kind {
        Kind::Text { .. } | Kind::Sequence(_) | Kind::Unknown => return length,
        Kind::Array(_) => format!(
            "`{}` always has the same length; remove `max_len`, or write a `Vec`",
            show(ty)
        ),
        Kind::U8 | Kind::Scalar => format!(
            "`max_len` bounds a string or sequence, which `{}` is not; remove it",
            show(ty)
        ),
    };
    misplaced(ctxt, items, "max_len", &text);
    None
}

fn max_string_len(ctxt: &Ctxt, items: &Items, kind: &Kind, ty: &Type) -> Option<Expr> {
    let length = items.length(ctxt, "max_string_len");
    let text = match kind {
        Kind::Unknown => return length,
        Kind::Sequence(item) | Kind::Array(item) if matches!(**item, Kind::Text { .. } | Kind::Unknown) => {
            return length;
        }
        Kind::Text { .. } => format!(
            "`{}` is not a sequence of strings but one string; write `max_len`",
            show(ty)
        ),
        _ => format!(
            "`max_string_len` bounds the strings in a sequence or array, which `{}` has none of; remove it",
            show(ty)
        ),
    };
    misplaced(ctxt, items, "max_string_len", &text);
    None
}

fn misplaced(ctxt: &Ctxt, items: &Items, name: &str, text: &str) {
    if let Some(item) = items.get(name) {
        ctxt.error(error(item.span(), text));
    }
}

/// Judges `wstring`, `char` and `byte`, of which a field has one at most.
fn retype(ctxt: &Ctxt, items: &Items, kind: &Kind, ty: &Type) -> Option<Retype> {
    let given: Vec<&Item> = items
        .iter()
        .filter(|item| ["wstring", "char", "byte"].iter().any(|name| item.name == name))
        .collect();
    let [first, rest @ ..] = &given[..] else {
        return None;
    };
    let name = first.name.to_string();
    items.flag(ctxt, &name);
    for other in rest {
        let text = format!("`{}` contradicts `{name}`; keep one of the two", other.name);
        ctxt.error(error(other.span(), text));
    }
    let judged = if name == "wstring" {
        wide(kind, ty)
    } else {
        narrow(&name, kind, ty)
    };
    ctxt.keep(judged.map_err(|text| error(first.span(), text)))
}

fn wide(kind: &Kind, ty: &Type) -> Result<Retype, String> {
    let (retype, text) = match kind {
        Kind::Unknown => return Ok(Retype::WideString),
        Kind::Sequence(item) | Kind::Array(item) => (Retype::WideStrings, &**item),
        kind => (Retype::WideString, kind),
    };
    match text {
        Kind::Text { borrowed: false } | Kind::Unknown => Ok(retype),
        Kind::Text { borrowed: true } => {
            Err("a wide string is UTF-16 in the message, so it cannot be borrowed; write `String`".to_owned())
        }
        _ => Err(format!(
            "`wstring` is for strings, which `{}` has none of; remove it, or write `String`",
            show(ty)
        )),
    }
}

fn narrow(name: &str, kind: &Kind, ty: &Type) -> Result<Retype, String> {
    let item = match kind {
        Kind::Sequence(item) | Kind::Array(item) => item,
        kind => kind,
    };
    match item {
        Kind::U8 | Kind::Unknown if name == "char" => Ok(Retype::Char),
        Kind::U8 | Kind::Unknown => Ok(Retype::Byte),
        _ => Err(format!(
            "a ROS `{name}` is read as `u8`, and `{}` has none; remove `{name}`, or write `u8`",
            show(ty)
        )),
    }
}
