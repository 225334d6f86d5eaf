//! Prints the impl of `HasView` and, for `#[ros(view)]`, the borrowed struct with its impls. How a struct is read and
//! written is in the neighbours, which print it for both.

use super::generated::{Generated, bounds_of_nested, generics, may_lack_impls, nested_type, parse};
use super::{at_type, deserialize, private};
use crate::ast::{Container, Field, Form, Kind, Wire};
use crate::bound::Names;
use crate::check::{elements, is_zbuf};
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;
use syn::{Ident, Lifetime, Type, WherePredicate, parse_quote, parse_quote_spanned};

/// The impl of `HasView`; none for a type that borrows itself.
pub fn has_view_imp(container: &Container<'_>, names: &Names) -> Option<TokenStream> {
    let generics = container.generics;
    if generics.lifetimes().next().is_some() {
        return None;
    }
    let p = private(&container.krate);
    let ident = container.ident;
    let a = &names.view;
    let mut bounded = generics.clone();
    if container.view.is_some() {
        bounded.make_where_clause().predicates.extend(bounds(container));
    } else if generics.type_params().next().is_some() {
        // The view of a generic type is the type itself, so it has to be all that a view is.
        bounded.make_where_clause().predicates.extend([
            parse_quote!(Self: 'static),
            parse_quote!(Self: #p::CdrSerialize),
            parse_quote!(Self: #p::RosField),
            parse_quote!(Self: for<#a> #p::CdrDeserialize<#a>),
        ] as [syn::WherePredicate; 4]);
    }
    let (impl_generics, _, where_clause) = bounded.split_for_impl();
    let (_, ty_generics, _) = generics.split_for_impl();
    let view = match &container.view {
        Some(view) => quote!(#view<#a>),
        None => quote!(Self),
    };
    let sequence = if generics.params.is_empty() && deserialize::has_read_layout(container) {
        quote!(<#p::Plain<{ #p::is_plain::<#ident>() }> as #p::SelectSequenceView>::SequenceView<#a, #ident>)
    } else {
        quote!(#p::CdrSequence<#a, #view>)
    };
    Some(quote! {
        #[automatically_derived]
        impl #impl_generics #p::HasView for #ident #ty_generics #where_clause {
            type View<#a> = #view;
            type SequenceView<#a> = #sequence;
        }
    })
}

/// The borrowed struct, and the types of its fields.
pub fn generated<'a>(container: &'a Container<'_>, names: &Names) -> Option<Generated<'a>> {
    let a = &names.view;
    let types = container
        .wire_fields()
        .map(|(field, wire)| view_type(container, field, wire, a));
    Some(Generated {
        owned: container,
        ident: container.view.as_ref()?,
        form: Form::View,
        summary: "borrowed from the message that it is read from",
        types: types.collect(),
        generics: generics(parse_quote!(<#a>), bounds(container)),
    })
}

/// The borrowed struct.
pub fn item(container: &Container<'_>, names: &Names) -> Option<TokenStream> {
    Some(generated(container, names)?.item())
}

/// The impls of the borrowed struct.
pub fn item_imps(container: &Container<'_>, names: &Names) -> Option<TokenStream> {
    let view = generated(container, names)?;
    let p = private(&container.krate);
    let de = &names.de;
    // If the compiler only assumes that the nested type has a view, it has to assume this too.
    let reads = container
        .wire_fields()
        .zip(&view.types)
        .filter_map(|((field, wire), ty)| {
            let _ = nested_type(container, field, wire)?;
            Some(parse_quote_spanned!(at_type(field.ty)=> #ty: #p::MessageField<#de>))
        });
    let when_reading = generics(view.generics.clone(), reads);
    let deserialize = deserialize::imp(&view.container(&when_reading), names);
    let written = view.written(names);
    let std = std_imps(&view.container(&view.generics));
    Some(quote!(#deserialize #written #std))
}

/// The bounds of the borrowed struct and its impls.
fn bounds(container: &Container<'_>) -> Vec<WherePredicate> {
    let p = private(&container.krate);
    bounds_of_nested(container, &quote!(#p::HasView))
}

/// The type of a field in the borrowed struct.
fn view_type(container: &Container<'_>, field: &Field<'_>, wire: &Wire, a: &Lifetime) -> Type {
    parse(&view_tokens(container, field, wire, a))
}

fn view_tokens(container: &Container<'_>, field: &Field<'_>, wire: &Wire, a: &Lifetime) -> TokenStream {
    let krate = &container.krate;
    let p = private(krate);
    let ty = field.ty;
    let span = at_type(ty);
    // UTF-16 in the message, which a `&str` is not.
    if wire.is_wide() {
        return quote!(#ty);
    }
    let text = quote_spanned!(span=> &#a #p::core::primitive::str);
    let bytes = quote_spanned!(span=> &#a [#p::core::primitive::u8]);
    let of_any = |ty: &Type| quote_spanned!(span=> #krate::ViewOf<#a, #ty>);
    match &wire.kind {
        Kind::U8 | Kind::Scalar(_) => quote!(#ty),
        Kind::Text { .. } => text,
        Kind::Unknown if is_zbuf(ty) => bytes,
        Kind::Unknown => of_any(ty),
        Kind::Sequence(item) => match (&**item, elements(ty)) {
            (Kind::U8, _) => bytes,
            (Kind::Scalar("bool"), Some((item, _))) => quote_spanned!(span=> #krate::CdrSequence<#a, #item>),
            (Kind::Scalar(_), Some((item, _))) => quote_spanned!(span=> #krate::CdrSlice<#a, #item>),
            (Kind::Text { .. }, _) => quote_spanned!(span=> #krate::CdrSequence<#a, #text>),
            _ => of_any(ty),
        },
        Kind::Array(item) => match (&**item, elements(ty)) {
            (Kind::Text { .. }, Some((_, Some(len)))) => quote_spanned!(span=> [#text; #len]),
            (Kind::Unknown, Some((item, Some(len)))) => {
                let item = of_any(item);
                quote_spanned!(span=> [#item; #len])
            }
            // In a `Box`, so that it is not on the stack.
            _ => quote!(#ty),
        },
    }
}

/// `Clone`, `Debug` and `PartialEq`, as far as the types of the fields have them.
fn std_imps(view: &Container<'_>) -> TokenStream {
    let p = private(&view.krate);
    let ident = view.ident;
    let name = ident.unraw().to_string();
    let fields: Vec<&Ident> = view.wire_fields().map(|(field, _)| field.ident).collect();
    let names = fields.iter().map(|field| field.unraw().to_string());
    let where_each = |bound: TokenStream| {
        let types = view.wire_fields().filter(|(_, wire)| may_lack_impls(&wire.kind));
        let types = types.map(|(field, _)| field.ty);
        let given = view
            .generics
            .where_clause
            .iter()
            .flat_map(|given| &given.predicates);
        quote!(where #(#given,)* #(#types: #bound),*)
    };
    let (generics, ..) = view.generics.split_for_impl();
    let clone = where_each(quote!(#p::core::clone::Clone));
    let debug = where_each(quote!(#p::core::fmt::Debug));
    let eq = where_each(quote!(#p::core::cmp::PartialEq));
    quote! {
        #[automatically_derived]
        impl #generics #p::core::clone::Clone for #ident #generics #clone {
            #[inline]
            fn clone(&self) -> Self {
                Self { #(#fields: #p::core::clone::Clone::clone(&self.#fields)),* }
            }
        }

        #[automatically_derived]
        impl #generics #p::core::fmt::Debug for #ident #generics #debug {
            fn fmt(&self, __f: &mut #p::core::fmt::Formatter<'_>) -> #p::core::fmt::Result {
                #p::debug_fields(__f, #name, &[#((#names, &self.#fields)),*])
            }
        }

        #[automatically_derived]
        impl #generics #p::core::cmp::PartialEq for #ident #generics #eq {
            fn eq(&self, __other: &Self) -> #p::core::primitive::bool {
                #(#p::core::cmp::PartialEq::eq(&self.#fields, &__other.#fields))&&*
            }
        }
    }
}
