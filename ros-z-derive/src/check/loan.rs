//! The rule about `loan`: which structs have something to fill in place. The rules of all generated structs are in
//! `generated`.

use super::error;
use crate::ast::{Data, Field, Kind};
use crate::attr::ContainerAttrs;
use crate::ctxt::Ctxt;

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
