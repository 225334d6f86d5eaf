//! The generics of the generated impls: the bounds that the fields need, and names for
//! additional parameters that the input does not use.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote_spanned};
use std::collections::HashSet;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Generics, Ident, Lifetime, Type, WherePredicate};

/// Names for the parameters that the impls add to those of the type.
pub struct Names {
    /// Lifetime of the received message.
    pub de: Lifetime,
    /// Lifetime of the borrowed struct that is generated.
    pub view: Lifetime,
    /// Type of the writer.
    pub writer: Ident,
}

impl Names {
    /// Chooses names that do not occur in `input`.
    pub fn unused_in(input: &impl ToTokens) -> Self {
        let mut taken = HashSet::new();
        collect(input.to_token_stream(), &mut taken);
        let de = free("de", &taken);
        let view = free("a", &taken);
        Self {
            de: Lifetime::new(&format!("'{de}"), de.span()),
            view: Lifetime::new(&format!("'{view}"), view.span()),
            writer: free("__W", &taken),
        }
    }
}

fn collect(tokens: TokenStream, taken: &mut HashSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => collect(group.stream(), taken),
            // A lifetime is a quote and an identifier.
            TokenTree::Ident(ident) => {
                taken.insert(ident.to_string());
            }
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

fn free(base: &str, taken: &HashSet<String>) -> Ident {
    let mut name = base.to_owned();
    while taken.contains(&name) {
        name.push('_');
    }
    format_ident!("{name}")
}

/// Returns the generics with `ty: bound` added for each field type that mentions a type parameter.
///
/// For other types, the compiler finds the impl without a bound.
pub fn with_bounds<'a>(
    generics: &Generics,
    bounds: impl IntoIterator<Item = (&'a Type, TokenStream)>,
) -> Generics {
    let mut bounded = generics.clone();
    for (ty, bound) in bounds {
        if mentions_parameter(ty, generics) {
            let predicate = WherePredicate::Type(syn::PredicateType {
                lifetimes: None,
                bounded_ty: ty.clone(),
                colon_token: syn::Token![:](ty.span()),
                bounds: syn::punctuated::Punctuated::from_iter([syn::TypeParamBound::Verbatim(
                    quote_spanned!(ty.span()=> #bound),
                )]),
            });
            bounded.make_where_clause().predicates.push(predicate);
        }
    }
    bounded
}

/// Returns whether a type mentions a type parameter.
pub fn mentions_parameter(ty: &Type, generics: &Generics) -> bool {
    let params: HashSet<&Ident> = generics.type_params().map(|param| &param.ident).collect();
    let mut mentions = Mentions {
        params: &params,
        found: false,
    };
    mentions.visit_type(ty);
    mentions.found
}

/// Returns the generics with the lifetime of the message before them. It outlives all lifetimes of the type.
pub fn with_message_lifetime(generics: &Generics, de: &Lifetime) -> Generics {
    let mut param = syn::LifetimeParam::new(de.clone());
    param.bounds = generics.lifetimes().map(|own| own.lifetime.clone()).collect();
    let mut all = generics.clone();
    all.params.insert(0, param.into());
    all
}

/// Searches a type for a type parameter.
struct Mentions<'a> {
    params: &'a HashSet<&'a Ident>,
    found: bool,
}

impl<'ast> Visit<'ast> for Mentions<'_> {
    fn visit_path(&mut self, path: &'ast syn::Path) {
        let first = path.segments.first().filter(|_| path.leading_colon.is_none());
        self.found |= first.is_some_and(|segment| self.params.contains(&segment.ident));
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        let mut idents = HashSet::new();
        collect(call.tokens.clone(), &mut idents);
        self.found |= self
            .params
            .iter()
            .any(|param| idents.contains(&param.to_string()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::quote;
    use syn::{DeriveInput, parse_quote};

    fn bounds(input: DeriveInput, types: &[Type]) -> String {
        let generics = with_bounds(&input.generics, types.iter().map(|ty| (ty, quote!(Bound))));
        generics.where_clause.to_token_stream().to_string()
    }

    #[test]
    fn only_types_with_a_parameter_are_bounded() {
        let types = [
            parse_quote!(Vec<T>),
            parse_quote!(u8),
            parse_quote!([u8; N]),
            parse_quote!(T::Item),
            parse_quote!(other::T),
            parse_quote!(Vec<&'a T>),
            parse_quote!(my_type!(T)),
        ];
        let found = bounds(
            parse_quote!(
                struct S<'a, T: Iterator, const N: usize>;
            ),
            &types,
        );
        let expected = quote!(where Vec<T>: Bound, T::Item: Bound, Vec<&'a T>: Bound, my_type!(T): Bound);
        assert_eq!(found, expected.to_string());
    }

    #[test]
    fn the_where_clause_of_the_type_is_kept() {
        let found = bounds(
            parse_quote!(
                struct S<T>
                where
                    T: Copy;
            ),
            &[parse_quote!(T)],
        );
        assert_eq!(found, quote!(where T: Copy, T: Bound).to_string());
    }

    #[test]
    fn names_of_the_input_are_avoided() {
        let input: DeriveInput = parse_quote!(
            struct S<'de, 'de_, __W> {
                x: &'de __W,
            }
        );
        let names = Names::unused_in(&input);
        assert_eq!(
            (names.de.to_string().as_str(), names.writer.to_string().as_str()),
            ("'de__", "__W_")
        );
        let names = Names::unused_in(&quote!(
            struct S<'a, W>;
        ));
        assert_eq!(
            (names.de.to_string().as_str(), names.writer.to_string().as_str()),
            ("'de", "__W")
        );
    }

    #[test]
    fn the_message_outlives_all_lifetimes_of_the_type() {
        let input: DeriveInput = parse_quote!(
            struct S<'a, 'b: 'a, T = u8>;
        );
        let generics = with_message_lifetime(&input.generics, &parse_quote!('de));
        let (impl_generics, ..) = generics.split_for_impl();
        assert_eq!(
            impl_generics.to_token_stream().to_string(),
            quote!(<'de: 'a + 'b, 'a, 'b: 'a, T>).to_string()
        );
    }
}
