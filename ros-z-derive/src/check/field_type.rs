//! The rule about the types of fields, by their spelling. A name may be an alias or a user's type: the traits
//! of the core check the types that this rule does not recognize.

use super::spelling::{
    has_elided_lifetime, has_static_lifetime, is_own, may_be_std, own_name_in, peel, show, type_arguments,
};
use super::std_type::of_std;
use crate::ast::Kind;
use crate::attr::is_zero;
use crate::ctxt::Ctxt;
use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::{Ident, Type, TypePath, TypeReference};

/// The reason why a type is refused.
#[derive(Debug)]
enum Refusal {
    /// ROS 2 has no counterpart: the wrong part of the type, and the error with a type to write instead.
    Derive(TokenStream, String),
    /// The type is not valid Rust. The compiler reports it.
    Compiler,
}

/// The scalars of ROS besides `u8`.
const SCALARS: [&str; 10] = [
    "bool", "i8", "u16", "i16", "u32", "i32", "u64", "i64", "f32", "f64",
];

type Judgement = Result<Kind, Refusal>;

// x: Option<f64>,
// next: Box<Self>,
/// The field `ident` of the type `own` has a type with a ROS counterpart.
pub fn has_a_counterpart(ctxt: &Ctxt, own: &Ident, ident: &Ident, ty: &Type) -> Option<Kind> {
    match judge(ty, own) {
        Ok(kind) => Some(kind),
        Err(Refusal::Compiler) => None,
        Err(Refusal::Derive(at, text)) => {
            let text = format!("field `{}`: {text}", ident.unraw());
            ctxt.error(syn::Error::new_spanned(at, text));
            None
        }
    }
}

/// Judges the type of a field of the type called `own`.
fn judge(ty: &Type, own: &Ident) -> Judgement {
    if has_elided_lifetime(ty) || is_own(ty, own) {
        return Err(Refusal::Compiler);
    }
    let kind = classify(ty)?;
    match own_name_in(ty, own) {
        Some(path) => Err(refuse(
            path,
            "a message cannot contain itself; refer to other messages by an index or an id",
        )),
        None => Ok(kind),
    }
}

fn refuse(what: &impl ToTokens, text: impl std::fmt::Display) -> Refusal {
    Refusal::Derive(what.to_token_stream(), text.to_string())
}

fn classify(ty: &Type) -> Judgement {
    match peel(ty) {
        Type::Path(path) if path.qself.is_none() => of_path(path),
        Type::Reference(reference) => of_reference(reference),
        Type::Array(array) => {
            if is_zero(&array.len) {
                return Err(refuse(
                    &array.len,
                    "an array in ROS 2 has at least one element; remove the field",
                ));
            }
            let element = element(&array.elem)?;
            match element {
                Kind::Sequence(_) => Err(nested(
                    &array.elem,
                    "array",
                    "sequences",
                    &format!("[Row; {}]", show(&array.len)),
                )),
                Kind::Array(_) => Err(nested(
                    &array.elem,
                    "array",
                    "arrays",
                    &format!("[Row; {}]", show(&array.len)),
                )),
                kind => Ok(Kind::Array(Box::new(kind))),
            }
        }
        Type::Slice(slice) => {
            let text = format!(
                "`{}` has no size of its own; write `Vec<{}>`",
                show(ty),
                show(&slice.elem)
            );
            Err(refuse(ty, text))
        }
        Type::Tuple(tuple) if tuple.elems.is_empty() => Err(refuse(
            ty,
            "`()` has nothing to write; remove the field, or mark it `#[ros(skip)]`",
        )),
        Type::Tuple(_) => Err(refuse(
            ty,
            "the parts of a tuple have no names, and ROS 2 fields need them; write a struct that derives `RosMessage`",
        )),
        Type::Ptr(pointer) => {
            let text = format!(
                "a pointer means nothing in another process; write `{}`, or mark the field `#[ros(skip)]`",
                show(&pointer.elem)
            );
            Err(refuse(ty, text))
        }
        Type::BareFn(_) => Err(refuse(
            ty,
            "a function cannot be sent; remove the field, or mark it `#[ros(skip)]`",
        )),
        Type::TraitObject(_) => Err(refuse(
            ty,
            format!(
                "the receiver does not know the type of a `{}`; write a concrete type",
                show(ty)
            ),
        )),
        Type::ImplTrait(_) | Type::Infer(_) | Type::Never(_) => Err(Refusal::Compiler),
        _ => Ok(Kind::Unknown),
    }
}

/// Judges the type of an element. A type that is refused for a field is refused for an element too.
fn element(ty: &Type) -> Judgement {
    match classify(ty) {
        // The advice for a field would create a sequence in a sequence.
        Err(Refusal::Derive(at, text)) if text.starts_with(NO_OPTION) => Err(Refusal::Derive(
            at,
            format!(
                "{NO_OPTION}; write a message with the value and a `bool` that is set if the value is valid"
            ),
        )),
        judged => judged,
    }
}

fn sequence(element_type: &Type, whole: &str) -> Judgement {
    match element(element_type)? {
        Kind::Sequence(_) => Err(nested(element_type, "sequence", "sequences", whole)),
        Kind::Array(_) => Err(nested(element_type, "sequence", "arrays", whole)),
        kind => Ok(Kind::Sequence(Box::new(kind))),
    }
}

fn nested(inner: &Type, outer: &str, inners: &str, instead: &str) -> Refusal {
    let text = format!(
        "ROS 2 has no {outer} of {inners}; put the inner one into a message, `struct Row {{ items: {} }}`, and write `{instead}`",
        show(inner)
    );
    refuse(inner, text)
}

fn of_path(type_path: &TypePath) -> Judgement {
    let path = &type_path.path;
    let Some(last) = path.segments.last() else {
        return Ok(Kind::Unknown);
    };
    let name = last.ident.to_string();
    let types = type_arguments(&last.arguments);
    let is_std = may_be_std(path);
    match (name.as_str(), &types[..]) {
        ("CdrSlice", [item]) => return sequence(item, "Vec<Row>"),
        ("CdrStr", []) => return Ok(Kind::Text { borrowed: true }),
        ("Bytes", []) if path.segments.len() > 1 => return Ok(Kind::Sequence(Box::new(Kind::U8))),
        ("ZBuf", []) if path.segments.len() > 1 => return Ok(Kind::Sequence(Box::new(Kind::U8))),
        _ if !is_std => return Ok(Kind::Unknown),
        _ => {}
    }
    if let (Some(scalar), []) = (SCALARS.iter().find(|scalar| **scalar == name), &types[..]) {
        return Ok(Kind::Scalar(scalar));
    }
    let shown = show(type_path);
    let text = match (name.as_str(), &types[..]) {
        ("u8", []) => return Ok(Kind::U8),
        ("String", []) => return Ok(Kind::Text { borrowed: false }),
        ("Vec", [item, ..]) => return sequence(item, "Vec<Row>"),
        ("Box" | "Cow" | "Arc", [inner]) => return of_pointer(type_path, &name, inner),
        ("usize", []) => "`usize` differs in width between machines; write `u64` or `u32`".to_owned(),
        ("isize", []) => "`isize` differs in width between machines; write `i64` or `i32`".to_owned(),
        ("u128", []) => "ROS 2 has no integer of 128 bits; write `u64`, or `[u64; 2]`".to_owned(),
        ("i128", []) => "ROS 2 has no integer of 128 bits; write `i64`, or `[u64; 2]`".to_owned(),
        ("char", []) => {
            "a Rust `char` has no ROS 2 counterpart; write `String`, or `u8` with `#[ros(char)]` for a ROS `char`".to_owned()
        }
        ("str", []) => "`str` has no size of its own; write `String`".to_owned(),
        ("Option", [inner]) => optional(inner),
        ("HashMap" | "BTreeMap", [key, value, ..]) => format!(
            "ROS 2 has no maps; write `Vec<Entry>` with a message `struct Entry {{ key: {}, value: {} }}`",
            show(key),
            show(value)
        ),
        ("HashSet" | "BTreeSet" | "VecDeque" | "LinkedList" | "BinaryHeap", [item, ..]) => {
            format!("`{shown}` has no ROS 2 counterpart; write `Vec<{}>`", show(item))
        }
        ("PhantomData", [_]) => "`PhantomData` has nothing to write; mark the field `#[ros(skip)]`".to_owned(),
        (name, types) => match of_std(name, types, path.segments.len() > 1) {
            Some(text) => text,
            None => return Ok(Kind::Unknown),
        },
    };
    Err(refuse(type_path, text))
}

const NO_OPTION: &str = "ROS 2 has no optional fields";

/// Returns the error for an `Option` of `inner`.
fn optional(inner: &Type) -> String {
    let shown = show(inner);
    let instead = match classify(inner) {
        Ok(Kind::Sequence(_)) => format!("`{shown}`, empty where there is none, or a `bool` beside it"),
        Ok(Kind::Array(_)) | Err(_) => format!("a `bool` beside the `{shown}`"),
        Ok(_) => format!("`Vec<{shown}>` with `#[ros(max_len = 1)]`, or a `bool` beside the `{shown}`"),
    };
    format!("{NO_OPTION}; write {instead}")
}

/// Judges `Box<_>`, `Arc<_>` and `Cow<'_, _>`.
fn of_pointer(path: &TypePath, pointer: &str, inner: &Type) -> Judgement {
    if pointer == "Cow" && has_static_lifetime(path) {
        let owned = match peel(inner) {
            Type::Slice(slice) => format!("Vec<{}>", show(&slice.elem)),
            _ => "String".to_owned(),
        };
        return Err(static_borrow(path, &show(&path).replace("'static", "'a"), &owned));
    }
    match peel(inner) {
        Type::Slice(slice) if pointer != "Arc" => sequence(&slice.elem, "Vec<Row>"),
        Type::Path(path) if path.path.is_ident("str") && pointer != "Arc" => {
            Ok(Kind::Text { borrowed: false })
        }
        Type::Slice(slice) => Err(refuse(
            path,
            format!(
                "`{}` cannot be read from a message; write `Vec<{}>`",
                show(path),
                show(&slice.elem)
            ),
        )),
        Type::Path(inner) if inner.path.is_ident("str") => Err(refuse(
            path,
            format!("`{}` cannot be read from a message; write `String`", show(path)),
        )),
        inner => match classify(inner)? {
            Kind::Array(item) if pointer == "Box" => Ok(Kind::Array(item)),
            _ => Ok(Kind::Unknown),
        },
    }
}

fn of_reference(reference: &TypeReference) -> Judgement {
    let inner = peel(&reference.elem);
    let shown = show(inner);
    if reference.mutability.is_some() {
        let instead = match inner {
            Type::Slice(slice) => format!("Vec<{}>", show(&slice.elem)),
            Type::Path(path) if path.path.is_ident("str") => "String".to_owned(),
            _ => shown,
        };
        return Err(refuse(
            reference,
            format!("a received message cannot be written to by `&mut`; write `{instead}`"),
        ));
    }
    let is_static = reference
        .lifetime
        .as_ref()
        .is_some_and(|lifetime| lifetime.ident == "static");
    match inner {
        Type::Path(path) if path.path.is_ident("str") => {
            if is_static {
                return Err(static_borrow(reference, "&'a str", "String"));
            }
            Ok(Kind::Text { borrowed: true })
        }
        Type::Slice(slice) if matches!(classify(&slice.elem), Ok(Kind::U8)) => {
            if is_static {
                return Err(static_borrow(reference, "&'a [u8]", "Vec<u8>"));
            }
            Ok(Kind::Sequence(Box::new(Kind::U8)))
        }
        Type::Slice(slice) => {
            sequence(&slice.elem, "Vec<Row>")?;
            let (lifetime, item) = (show(&reference.lifetime), show(&slice.elem));
            let text = format!(
                "a message need not hold its elements aligned, as `{}` would; write `CdrSlice<{lifetime}, {item}>`",
                show(reference)
            );
            Err(refuse(reference, text))
        }
        _ => Err(refuse(
            reference,
            format!("only `&str` and `&[u8]` can be borrowed from a message; write `{shown}`"),
        )),
    }
}

fn static_borrow(what: &impl ToTokens, borrowed: &str, owned: &str) -> Refusal {
    refuse(
        what,
        format!(
            "a message that was received does not live for `'static`; write `{borrowed}` with a lifetime `'a` of the struct, or `{owned}`"
        ),
    )
}

#[cfg(test)]
mod tests;
