//! The spelling of types: the names and lifetimes in them, and their text.

use quote::ToTokens;
use syn::visit::{self, Visit};
use syn::{Expr, GenericArgument, Ident, Path, PathArguments, Type, TypePath, TypeReference};

/// Returns the type without the invisible groups that `macro_rules!` adds.
pub fn peel(mut ty: &Type) -> &Type {
    loop {
        ty = match ty {
            Type::Group(group) => &group.elem,
            Type::Paren(paren) => &paren.elem,
            _ => return ty,
        };
    }
}

/// Returns the type as text, with the usual spaces.
pub fn show(tokens: &impl ToTokens) -> String {
    let raw = tokens.to_token_stream().to_string();
    let is_word = |char: char| char.is_alphanumeric() || char == '_' || char == '\'';
    let mut shown = String::new();
    let mut chars = raw.chars().peekable();
    while let Some(char) = chars.next() {
        if !char.is_whitespace() {
            shown.push(char);
            continue;
        }
        let before = shown.chars().next_back().unwrap_or(' ');
        let after = chars.peek().copied().unwrap_or(' ');
        if is_word(before) && (is_word(after) || after == '[') || before == ',' || before == ';' {
            shown.push(' ');
        }
    }
    shown
}

/// Returns whether the last segment has the argument `'static`.
pub fn has_static_lifetime(path: &TypePath) -> bool {
    path.path.segments.last().is_some_and(|segment| match &segment.arguments {
        PathArguments::AngleBracketed(arguments) => arguments
            .args
            .iter()
            .any(|argument| matches!(argument, GenericArgument::Lifetime(lifetime) if lifetime.ident == "static")),
        _ => false,
    })
}

/// Returns whether a path may name a type of std. A path of several segments does only if it starts with the name of
/// that crate.
pub fn may_be_std(path: &Path) -> bool {
    let first = path.segments.first();
    path.segments.len() == 1
        || first.is_some_and(|first| ["std", "core", "alloc"].iter().any(|krate| first.ident == krate))
}

/// Returns the types among the arguments in `<…>`.
pub fn type_arguments(arguments: &PathArguments) -> Vec<&Type> {
    match arguments {
        PathArguments::AngleBracketed(arguments) => arguments
            .args
            .iter()
            .filter_map(|argument| match argument {
                GenericArgument::Type(ty) => Some(ty),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// Returns the type of the elements of a sequence or array, with the length of an array that is not in a `Box`.
pub fn elements(ty: &Type) -> Option<(&Type, Option<&Expr>)> {
    match peel(ty) {
        Type::Array(array) => Some((&array.elem, Some(&array.len))),
        Type::Slice(slice) => Some((&slice.elem, None)),
        Type::Path(path) => match type_arguments(&path.path.segments.last()?.arguments)[..] {
            [item] => Some((elements(item).map_or(item, |(item, _)| item), None)),
            _ => None,
        },
        _ => None,
    }
}

/// Returns whether the type is called `ZBuf`, as zenoh's.
pub fn is_zbuf(ty: &Type) -> bool {
    matches!(peel(ty), Type::Path(path) if path.qself.is_none() && path.path.is_ident("ZBuf"))
}

/// Returns whether the type is unsized. A struct that ends with it is unsized too.
pub fn is_unsized(ty: &Type) -> bool {
    match peel(ty) {
        Type::Slice(_) | Type::TraitObject(_) => true,
        Type::Path(path) => path.qself.is_none() && path.path.is_ident("str"),
        _ => false,
    }
}

/// Returns whether the type is the one that is being defined, which is called `own`.
pub fn is_own(ty: &Type, own: &Ident) -> bool {
    matches!(peel(ty), Type::Path(path) if path.qself.is_none() && is_own_name(&path.path, own))
}

fn is_own_name(path: &Path, own: &Ident) -> bool {
    path.leading_colon.is_none()
        && path.segments.len() == 1
        && path
            .segments
            .first()
            .is_some_and(|segment| segment.ident == *own || segment.ident == "Self")
}

/// Finds the name `own` of the type itself in the type of one of its fields.
pub fn own_name_in<'a>(ty: &'a Type, own: &'a Ident) -> Option<&'a Path> {
    let mut recursion = Recursion { own, found: None };
    recursion.visit_type(ty);
    recursion.found
}

struct Recursion<'a> {
    own: &'a Ident,
    found: Option<&'a Path>,
}

impl<'a> Visit<'a> for Recursion<'a> {
    fn visit_type_path(&mut self, path: &'a TypePath) {
        if path.qself.is_none() && is_own_name(&path.path, self.own) {
            self.found.get_or_insert(&path.path);
        }
        visit::visit_type_path(self, path);
    }
}

/// Returns whether a lifetime is elided, which the compiler refuses in a field.
pub fn has_elided_lifetime(ty: &Type) -> bool {
    let mut elided = Elided(false);
    elided.visit_type(ty);
    elided.0
}

struct Elided(bool);

impl<'a> Visit<'a> for Elided {
    fn visit_type_reference(&mut self, reference: &'a TypeReference) {
        self.0 |= reference.lifetime.is_none();
        visit::visit_type_reference(self, reference);
    }

    fn visit_lifetime(&mut self, lifetime: &'a syn::Lifetime) {
        self.0 |= lifetime.ident == "_";
    }

    // A function type may elide lifetimes.
    fn visit_type_bare_fn(&mut self, _: &'a syn::TypeBareFn) {}

    fn visit_parenthesized_generic_arguments(&mut self, _: &'a syn::ParenthesizedGenericArguments) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use syn::parse_quote;

    #[test]
    fn types_are_shown_with_the_usual_spaces() {
        for text in [
            "Vec<f64>",
            "&'a str",
            "&'a [u8]",
            "[f64; 3]",
            "HashMap<String, Vec<u8>>",
            "std::sync::Arc<str>",
            "*const u8",
        ] {
            let ty: Type = syn::parse_str(text).expect("a type");
            assert_eq!(show(&ty), text);
        }
    }

    #[test]
    fn lifetimes_of_functions_may_be_elided() {
        assert!(has_elided_lifetime(&parse_quote!(Vec<&u8>)));
        assert!(has_elided_lifetime(&parse_quote!(Cow<'_, str>)));
        assert!(!has_elided_lifetime(&parse_quote!(&'a str)));
        assert!(!has_elided_lifetime(&parse_quote!(fn(&str) -> u8)));
        assert!(!has_elided_lifetime(&parse_quote!(Box<dyn Fn(&str)>)));
    }
}
