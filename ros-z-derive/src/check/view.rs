//! The rules about `view`: of which structs a borrowed form can be generated.

use super::error;
use crate::ast::{Data, Field, Kind};
use crate::attr::ContainerAttrs;
use crate::ctxt::Ctxt;
use syn::Generics;

// #[ros(view)]
// struct Stamped<T> { … }
/// The struct has no parameters.
pub fn is_of_a_struct_without_parameters(ctxt: &Ctxt, attrs: &ContainerAttrs, generics: &Generics) {
    let Some(view) = &attrs.view else { return };
    if generics.lifetimes().next().is_some() {
        ctxt.error(error(
            view.span(),
            "the struct borrows from a message already; remove `view`, and read it with `sample.view_as`",
        ));
    } else if !generics.params.is_empty() {
        ctxt.error(error(
            view.span(),
            "a view of a generic struct is not generated; write the struct without parameters, or remove `view`, write a struct `…View<'a>` with the same `type_name` and read it with `sample.view_as`",
        ));
    }
}

// #[ros(view)]
// struct Stamped { #[ros(skip)] received: Instant, … }
/// No field is skipped: a view contains nothing but the message.
pub fn skips_no_field(ctxt: &Ctxt, attrs: &ContainerAttrs, data: Option<&Data<'_>>) {
    let (Some(_), Some(Data::Struct { fields, .. })) = (&attrs.view, data) else {
        return;
    };
    for field in fields.iter().filter(|field| field.wire.is_none()) {
        ctxt.error(error(
            field.ident.span(),
            "a view contains nothing but the message, and this field is skipped; remove the field, or remove `view` from the struct",
        ));
    }
}

// #[ros(view)]
// struct Point { x: f64, y: f64 }
/// The struct has a field that a view reads in another way.
pub fn has_a_field_to_borrow(ctxt: &Ctxt, attrs: &ContainerAttrs, data: Option<&Data<'_>>) {
    let (Some(view), Some(Data::Struct { fields, .. })) = (&attrs.view, data) else {
        return;
    };
    if fields.iter().all(is_fixed) {
        ctxt.error(error(
            view.span(),
            "the struct has no string, sequence or nested message, and nothing to borrow; remove `view`",
        ));
    }
}

fn is_fixed(field: &Field<'_>) -> bool {
    field.wire.as_ref().is_some_and(|wire| {
        let kind = match &wire.kind {
            Kind::Array(item) => item,
            kind => kind,
        };
        matches!(kind, Kind::U8 | Kind::Number(_) | Kind::Bool) || wire.is_wide()
    })
}
