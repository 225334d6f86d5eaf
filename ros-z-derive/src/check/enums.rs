//! The rules about enums, which are integers in ROS 2.

use super::{error, name};
use crate::ast::{Int, Variant};
use crate::attr;
use crate::ctxt::Ctxt;
use crate::integers::INTEGERS;
use std::collections::HashSet;
use syn::ext::IdentExt;
use syn::{DataEnum, DeriveInput, Fields, Ident};

// #[repr(C)] enum Mode { Off, On }
// enum Mode {}
/// The integer that the enum is written as.
pub fn width_is_known(ctxt: &Ctxt, input: &DeriveInput, data: &DataEnum) -> Option<Int> {
    let reprs = attr::reprs(&input.attrs);
    let known = |repr: &Ident| INTEGERS.iter().find(|(rust, _)| repr == rust);
    if let Some((rust, ros)) = reprs.iter().find_map(known) {
        // With a `repr`, the compiler refuses an enum without variants.
        return (!data.variants.is_empty()).then_some(Int { rust, ros });
    }
    if data.variants.is_empty() {
        ctxt.error(error(
            input.ident.span(),
            "an enum without variants has no value to write; add a variant",
        ));
        return None;
    }
    let text = "write `#[repr(u8)]`, or another integer from `i8` to `u64`";
    ctxt.error(match reprs.first() {
        Some(repr) => error(
            repr.span(),
            format!("`repr({repr})` does not set the width of the integer on the wire; {text}"),
        ),
        None => error(
            input.ident.span(),
            format!("an enum is an integer on the wire, and needs a width; {text}"),
        ),
    });
    None
}

// enum Mode { #[ros(skip)] Off }
/// A variant has no `ros` attribute.
pub fn variant_has_no_attribute(ctxt: &Ctxt, variant: &syn::Variant) {
    for name in attr::names(ctxt, &variant.attrs) {
        ctxt.error(error(
            name.span(),
            format!("an enum variant takes no `ros` attribute; remove `{name}`"),
        ));
    }
}

// enum Mode { Off, Speed(f64) }
/// A variant is a unit variant.
pub fn variant_has_no_data(ctxt: &Ctxt, variant: &syn::Variant) -> Option<()> {
    if matches!(variant.fields, Fields::Unit) {
        return Some(());
    }
    ctxt.error(syn::Error::new_spanned(
        &variant.fields,
        "an enum with data has no ROS 2 counterpart; write a struct with a field for each case, and an enum without data that selects the valid one",
    ));
    None
}

// enum Mode { Über }
/// The name of a variant has the form of a ROS constant.
pub fn variant_makes_a_constant<'a>(ctxt: &Ctxt, variant: &'a syn::Variant) -> Option<Variant<'a>> {
    let ident = &variant.ident;
    let constant = name::constant(&ident.unraw().to_string()).map_err(|text| error(ident.span(), text));
    Some(Variant {
        ident,
        constant: ctxt.keep(constant)?,
        doc: attr::doc(&variant.attrs),
    })
}

// enum Mode { FooBar, Foo_Bar }
/// No two variants have the same constant.
pub fn constants_differ<'v, 'a: 'v>(ctxt: &Ctxt, variants: impl Iterator<Item = &'v Variant<'a>>) {
    let mut known = HashSet::new();
    for Variant { ident, constant, .. } in variants {
        if !known.insert(constant) {
            let text = format!("another variant makes the constant `{constant}` too; rename one of the two");
            ctxt.error(error(ident.span(), text));
        }
    }
}
