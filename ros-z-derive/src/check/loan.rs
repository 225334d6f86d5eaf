//! The rules about `loan`: of which structs a form that is filled in place can be generated.

use super::error;
use crate::ast::{Data, Field, Kind};
use crate::attr::ContainerAttrs;
use crate::ctxt::Ctxt;
use syn::Generics;

// #[ros(loan)]
// struct Grid<T> { … }
/// The struct has no parameters.
pub fn is_of_a_struct_without_parameters(ctxt: &Ctxt, attrs: &ContainerAttrs, generics: &Generics) {
    let Some(loan) = &attrs.loan else { return };
    if generics.lifetimes().next().is_some() {
        ctxt.error(error(
            loan.span(),
            "the struct borrows its contents, and a loan contains them; remove `loan`, and add it to the owned struct",
        ));
    } else if !generics.params.is_empty() {
        ctxt.error(error(
            loan.span(),
            "a loan of a generic struct is not generated; write the struct without parameters, or remove `loan` and write a struct `…Loan` with the same `type_name` and `CdrSliceMut` fields",
        ));
    }
}

// #[ros(loan)]
// struct Stamped { #[ros(skip)] received: Instant, … }
/// No field is skipped: a loan contains nothing but the message.
pub fn skips_no_field(ctxt: &Ctxt, attrs: &ContainerAttrs, data: Option<&Data<'_>>) {
    let (Some(_), Some(Data::Struct { fields, .. })) = (&attrs.loan, data) else {
        return;
    };
    for field in fields.iter().filter(|field| field.wire.is_none()) {
        ctxt.error(error(
            field.ident.span(),
            "a loan contains nothing but the message, and this field is skipped; remove the field, or remove `loan` from the struct",
        ));
    }
}

// #[ros(loan)]
// struct Point { x: f64, y: f64 }
/// The struct has a field that may be filled in place.
pub fn has_a_field_to_fill(ctxt: &Ctxt, attrs: &ContainerAttrs, data: Option<&Data<'_>>) {
    let (Some(loan), Some(Data::Struct { fields, .. })) = (&attrs.loan, data) else {
        return;
    };
    if !fields.iter().any(may_be_filled) {
        ctxt.error(error(
            loan.span(),
            "the struct has no sequence of numbers or messages and no nested message, and nothing to fill in place; remove `loan`",
        ));
    }
}

fn may_be_filled(field: &Field<'_>) -> bool {
    // A skipped field is reported already.
    field.wire.as_ref().is_none_or(|wire| match &wire.kind {
        Kind::Unknown => true,
        Kind::Sequence(item) => match **item {
            Kind::Scalar(name) => name != "bool",
            Kind::U8 | Kind::Unknown => true,
            _ => false,
        },
        Kind::Array(item) => **item == Kind::Unknown,
        Kind::U8 | Kind::Scalar(_) | Kind::Text { .. } => false,
    })
}
