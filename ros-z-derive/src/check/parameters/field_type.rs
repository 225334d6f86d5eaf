//! The rule about the types of parameters, by their spelling. A name that the rule does not recognize may be an
//! alias, an enum or a struct of parameters: the traits of `ros-z` check those.

use crate::ast::Kind;
use crate::check::spelling::{has_elided_lifetime, is_own, may_be_std, peel, show, type_arguments};
use crate::ctxt::Ctxt;
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::{Ident, Type, TypePath};

/// The numbers that a parameter can be, besides `u8`, and `bool`.
const SCALARS: [&str; 9] = ["bool", "i8", "i16", "u16", "i32", "u32", "i64", "f32", "f64"];

// x: Option<f64>,
// x: u64,
/// The field `ident` of the type `own` has a type that parameters can have.
pub fn has_a_counterpart(ctxt: &Ctxt, own: &Ident, ident: &Ident, ty: &Type) -> Option<Kind> {
    // The compiler reports both.
    if has_elided_lifetime(ty) || is_own(ty, own) {
        return None;
    }
    let judged = classify(ty).map_err(|(at, text)| {
        let text = format!("field `{}`: {text}", ident.unraw());
        syn::Error::new_spanned(at, text)
    });
    ctxt.keep(judged)
}

type Judgement = Result<Kind, (proc_macro2::TokenStream, String)>;

fn refuse(what: &impl ToTokens, text: impl Into<String>) -> Judgement {
    Err((what.to_token_stream(), text.into()))
}

fn classify(ty: &Type) -> Judgement {
    match peel(ty) {
        Type::Path(path) if path.qself.is_none() => of_path(path),
        Type::Array(array) => Ok(Kind::Array(Box::new(element(&array.elem)?))),
        Type::Reference(reference) => {
            let instead = match peel(&reference.elem) {
                Type::Path(path) if path.path.is_ident("str") => "String".to_owned(),
                Type::Slice(slice) => format!("Vec<{}>", show(&slice.elem)),
                other => show(other),
            };
            refuse(
                reference,
                format!("a parameter changes while the node runs, and cannot be borrowed; write `{instead}`"),
            )
        }
        Type::Tuple(tuple) => refuse(
            tuple,
            "the parts of a tuple have no names, and parameters need them; write a struct that derives `RosParameters`",
        ),
        Type::Slice(slice) => refuse(
            slice,
            format!(
                "`{}` has no size of its own; write `Vec<{}>`",
                show(slice),
                show(&slice.elem)
            ),
        ),
        Type::Ptr(_) | Type::BareFn(_) | Type::TraitObject(_) => refuse(
            ty,
            format!("`{}` is not the type of a parameter; remove the field", show(ty)),
        ),
        _ => Ok(Kind::Unknown),
    }
}

fn of_path(type_path: &TypePath) -> Judgement {
    let path = &type_path.path;
    let Some(last) = path.segments.last() else {
        return Ok(Kind::Unknown);
    };
    let name = last.ident.to_string();
    let types = type_arguments(&last.arguments);
    if !may_be_std(path) {
        return Ok(Kind::Unknown);
    }
    if let (Some(scalar), []) = (SCALARS.iter().find(|scalar| **scalar == name), &types[..]) {
        return Ok(Kind::Scalar(scalar));
    }
    let text = match (name.as_str(), &types[..]) {
        ("u8", []) => return Ok(Kind::U8),
        ("String", []) => return Ok(Kind::Text { borrowed: false }),
        ("Vec", [item]) => return Ok(Kind::Sequence(Box::new(element(item)?))),
        ("u64" | "usize" | "u128", []) => {
            format!("an integer parameter is an `int64`, which `{name}` exceeds; write `u32` or `i64`")
        }
        ("isize" | "i128", []) => {
            format!("an integer parameter is an `int64`, and `{name}` is not; write `i64`")
        }
        ("char", []) => "a parameter cannot be a `char`; write `String`".to_owned(),
        ("str", []) => "`str` has no size of its own; write `String`".to_owned(),
        ("Option", [inner]) => format!(
            "a parameter of a struct always has a value; write `{}` with a default value, or add a `bool` beside it",
            show(inner)
        ),
        ("HashMap" | "BTreeMap", [_, _, ..]) => {
            "a map of parameters is a nested struct; write a struct that derives `RosParameters`".to_owned()
        }
        ("HashSet" | "BTreeSet" | "VecDeque", [item, ..]) => {
            format!(
                "`{}` is not the type of a parameter; write `Vec<{}>`",
                show(type_path),
                show(item)
            )
        }
        ("Box" | "Arc" | "Rc" | "Mutex" | "RwLock" | "Cell" | "RefCell", [inner]) => {
            format!("a parameter is a plain value; write `{}`", show(inner))
        }
        ("Duration" | "Instant" | "SystemTime", []) if path.segments.len() > 1 => {
            format!("a parameter cannot be a `{name}`; write `f64`, in seconds")
        }
        ("PathBuf", []) => "a parameter cannot be a `PathBuf`; write `String`".to_owned(),
        _ => return Ok(Kind::Unknown),
    };
    refuse(type_path, text)
}

/// Judges the type of an element of a list.
fn element(ty: &Type) -> Judgement {
    match classify(ty)? {
        Kind::Sequence(_) | Kind::Array(_) => refuse(
            ty,
            "a parameter cannot be a list of lists; write one list, or several parameters",
        ),
        kind => Ok(kind),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use syn::parse_quote;

    #[test]
    fn refused_types_come_with_a_type_to_write() {
        for (ty, instead) in [
            (parse_quote!(u64), "write `u32` or `i64`"),
            (parse_quote!(Vec<usize>), "write `u32` or `i64`"),
            (parse_quote!(&'static str), "write `String`"),
            (parse_quote!(Option<f64>), "write `f64`"),
            (parse_quote!(std::time::Duration), "write `f64`"),
            (parse_quote!(Vec<Vec<f64>>), "write one list"),
            (parse_quote!([[f64; 3]; 3]), "write one list"),
            (
                parse_quote!(std::collections::HashMap<String, f64>),
                "write a struct",
            ),
            (parse_quote!(Box<f64>), "write `f64`"),
        ] as [(Type, _); 9]
        {
            let (_, text) = classify(&ty).expect_err("the type is refused");
            assert!(text.contains(instead), "{text}");
        }
    }

    #[test]
    fn types_of_parameters_and_unknown_names_are_accepted() {
        let accepted = |ty: Type| classify(&ty).expect("the type is accepted");
        assert_eq!(accepted(parse_quote!(f64)), Kind::Scalar("f64"));
        assert_eq!(
            accepted(parse_quote!(std::string::String)),
            Kind::Text { borrowed: false }
        );
        assert_eq!(
            accepted(parse_quote!(Vec<u8>)),
            Kind::Sequence(Box::new(Kind::U8))
        );
        assert_eq!(
            accepted(parse_quote!([f64; 3])),
            Kind::Array(Box::new(Kind::Scalar("f64")))
        );
        for ty in [
            parse_quote!(Gains),
            parse_quote!(my::Vec<u64>),
            parse_quote!(Duration),
        ] {
            assert_eq!(accepted(ty), Kind::Unknown);
        }
    }
}
