//! The rules about `max_len` and `max_string_len`: which fields they bound.

use super::error;
use super::spelling::show;
use crate::ast::{Kind, Retype};
use crate::attr::{Attr, FieldAttrs};
use crate::ctxt::Ctxt;
use syn::{Expr, Type};

// #[ros(max_len = 3)] x: [u8; 3],
/// `max_len` is on a string or a sequence.
pub fn bounds_a_string_or_sequence(ctxt: &Ctxt, attrs: &FieldAttrs, kind: &Kind, ty: &Type) -> Option<Expr> {
    let attr = attrs.max_len.as_ref()?;
    let text = match kind {
        Kind::Text { .. } | Kind::Sequence(_) | Kind::Unknown => return attr.value.clone(),
        Kind::Array(_) => format!(
            "`{}` always has the same length; remove `max_len`, or write a `Vec`",
            show(ty)
        ),
        Kind::U8 | Kind::Number(_) | Kind::Bool => format!(
            "`max_len` bounds a string or sequence, which `{}` is not; remove it",
            show(ty)
        ),
    };
    misplaced(ctxt, attr, &text)
}

// #[ros(max_string_len = 3)] x: String,
/// `max_string_len` is on a sequence or array of strings.
pub fn bounds_strings_in_a_collection(
    ctxt: &Ctxt,
    attrs: &FieldAttrs,
    kind: &Kind,
    ty: &Type,
) -> Option<Expr> {
    let attr = attrs.max_string_len.as_ref()?;
    let text = match kind {
        Kind::Unknown => return attr.value.clone(),
        Kind::Sequence(item) | Kind::Array(item) if matches!(**item, Kind::Text { .. } | Kind::Unknown) => {
            return attr.value.clone();
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
    misplaced(ctxt, attr, &text)
}

// #[ros(wstring, max_len = 3)] x: Alias,
/// A bound of wide strings is on a type that shows whether it is one string or several.
pub fn of_wide_strings_is_clear(
    ctxt: &Ctxt,
    attrs: &FieldAttrs,
    kind: &Kind,
    retype: Option<Retype>,
    ty: &Type,
) {
    if let (Kind::Unknown, Some(Retype::WideString), Some(bound)) = (
        kind,
        retype,
        attrs.max_len.as_ref().or(attrs.max_string_len.as_ref()),
    ) {
        let text = format!(
            "`{}` may be one string or many; write out the type, `String` or `Vec<String>`",
            show(ty)
        );
        ctxt.error(error(bound.span(), text));
    }
}

fn misplaced(ctxt: &Ctxt, attr: &Attr<Expr>, text: &str) -> Option<Expr> {
    ctxt.error(error(attr.span(), text));
    None
}
