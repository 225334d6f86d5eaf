//! The rules about `wstring`, `char` and `byte`: another ROS type for the same Rust type.

use super::error;
use super::spelling::show;
use crate::ast::{Kind, Retype};
use crate::attr::{FieldAttrs, RosType};
use crate::ctxt::Ctxt;
use syn::Type;

// #[ros(char, byte)] x: u8,
// #[ros(wstring)] x: Vec<u8>,
/// At most one of the three is on the field, and the field has the Rust type for it.
pub fn is_for_the_field(ctxt: &Ctxt, attrs: &FieldAttrs, kind: &Kind, ty: &Type) -> Option<Retype> {
    let [first, rest @ ..] = &attrs.ros_types[..] else {
        return None;
    };
    for other in rest {
        let text = format!(
            "`{}` contradicts `{}`; keep one of the two",
            other.name, first.name
        );
        ctxt.error(error(other.span(), text));
    }
    let judged = match first.value? {
        RosType::Wstring => wide(kind, ty),
        RosType::Char => narrow(RosType::Char, Retype::Char, kind, ty),
        RosType::Byte => narrow(RosType::Byte, Retype::Byte, kind, ty),
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

fn narrow(ros_type: RosType, retype: Retype, kind: &Kind, ty: &Type) -> Result<Retype, String> {
    let item = match kind {
        Kind::Sequence(item) | Kind::Array(item) => item,
        kind => kind,
    };
    match item {
        Kind::U8 | Kind::Unknown => Ok(retype),
        _ => Err(format!(
            "a ROS `{name}` is read as `u8`, and `{}` has none; remove `{name}`, or write `u8`",
            show(ty),
            name = ros_type.name()
        )),
    }
}
