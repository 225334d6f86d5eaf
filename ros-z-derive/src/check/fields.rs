//! The rules about the names of fields, and about skipped fields.

use super::{NamedField, error, name};
use crate::attr::FieldAttrs;
use crate::ctxt::Ctxt;
use proc_macro2::Span;
use std::collections::HashSet;
use syn::ext::IdentExt;
use syn::{Fields, Ident};

// struct Pose(f64, f64);
/// The struct is not a tuple struct.
pub fn have_names(ctxt: &Ctxt, own: &Ident, fields: &Fields) -> Option<()> {
    let Fields::Unnamed(unnamed) = fields else {
        return Some(());
    };
    ctxt.error(syn::Error::new_spanned(
        unnamed,
        format!("the fields of a tuple struct have no names, and ROS 2 fields need them; write `struct {own} {{ name: … }}`"),
    ));
    None
}

// #[ros(rename = "y")] x: f64,
// y: f64,
/// No two fields have the same ROS name.
pub fn names_differ<'f, 'a: 'f>(ctxt: &Ctxt, fields: impl Iterator<Item = &'f NamedField<'a>>) {
    let mut known = HashSet::new();
    for NamedField { field, name_span } in fields {
        let Some(wire) = &field.wire else { continue };
        if !known.insert(&wire.name) {
            let text = format!(
                "another field is called `{}` in ROS; rename one of the two",
                wire.name
            );
            ctxt.error(error(*name_span, text));
        }
    }
}

// #[ros(skip, max_len = 3)] x: String,
/// A skipped field has no attribute but `skip`.
pub fn skipped_has_no_other_attribute(ctxt: &Ctxt, attrs: &FieldAttrs) {
    for name in attrs.names_besides_skip() {
        let text = format!("`{name}` has no meaning on a skipped field; remove it");
        ctxt.error(error(name.span(), text));
    }
}

// frameID: String,
// #[ros(rename = "frameID")] frame: String,
/// The ROS name of the field, and the place of an error about it.
pub fn name_is_allowed(ctxt: &Ctxt, ident: &Ident, attrs: &FieldAttrs) -> (String, Span) {
    if let Some(rename) = &attrs.rename {
        let Some(text) = &rename.value else {
            return (ident.unraw().to_string(), ident.span());
        };
        ctxt.keep(name::field(&text.value()).map_err(|wrong| error(text.span(), wrong)));
        return (text.value(), text.span());
    }
    let own = ident.unraw().to_string();
    ctxt.keep(name::field(&own).map_err(|text| {
        let rename = name::lower(&own);
        let text = format!("{text}, or keep it and add `#[ros(rename = \"{rename}\")]`");
        error(ident.span(), text)
    }));
    (own, ident.span())
}
