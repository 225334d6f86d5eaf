//! The rule about `view`: which structs have something to borrow. The rules of all generated structs are in `generated`.

use super::error;
use crate::ast::{Data, Field, Kind};
use crate::attr::ContainerAttrs;
use crate::ctxt::Ctxt;

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
        matches!(kind, Kind::U8 | Kind::Scalar(_)) || wire.is_wide()
    })
}
