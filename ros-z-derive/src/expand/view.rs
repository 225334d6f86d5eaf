//! Prints the impl of `HasView` and, for `#[ros(view)]`, the borrowed struct with its impls. How a struct is read and
//! written is in the neighbours, which print it for both.

use super::{at_type, deserialize, item_of, private, serialize, size};
use crate::ast::{Container, Data, Field, Kind, Wire};
use crate::bound::Names;
use crate::check::{elements, is_zbuf};
use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;
use syn::{Generics, Ident, Lifetime, Type, WherePredicate, parse_quote, parse_quote_spanned};

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

/// The borrowed struct.
pub fn item(container: &Container<'_>, names: &Names) -> Option<TokenStream> {
    let view = container.view.as_ref()?;
    let Container { ident, vis, .. } = container;
    let a = &names.view;
    let doc = container
        .doc
        .as_deref()
        .map(|doc| quote!(#[doc = #doc] #[doc = ""]));
    let borrowed = format!(
        "[`{}`], borrowed from the message that it is read from.",
        ident.unraw()
    );
    let fields = container.wire_fields().map(|(field, wire)| {
        let Field { ident, vis, doc, .. } = field;
        let doc = doc.as_deref().map(|doc| quote!(#[doc = #doc]));
        let ty = view_type(container, field, wire, a);
        quote!(#doc #vis #ident: #ty)
    });
    let bounds = where_clause(&bounds(container));
    // If the name is taken, the compiler refers to the attribute.
    let span = Span::call_site().located_at(view.span());
    let item = quote_spanned!(span=> struct #view<#a> #bounds { #(#fields),* });
    Some(quote! {
        #doc
        #[doc = #borrowed]
        // The compiler already reports lints about a field at the owned struct.
        #[allow(dead_code, deprecated, missing_docs, private_bounds, trivial_bounds)]
        #vis #item
    })
}

/// The impls of the borrowed struct.
pub fn item_imps(container: &Container<'_>, names: &Names) -> Option<TokenStream> {
    let ident = container.view.as_ref()?;
    let Data::Struct { type_name, .. } = &container.data else {
        return None;
    };
    let a = &names.view;
    let mut generics: Generics = parse_quote!(<#a>);
    let bounds = bounds(container);
    generics.make_where_clause().predicates.extend(bounds.clone());
    let types: Vec<Type> = container
        .wire_fields()
        .map(|(field, wire)| {
            // Parsed, so that its names show whether its size is variable.
            parse(view_type(container, field, wire, a))
        })
        .collect();
    let fields = container
        .wire_fields()
        .zip(&types)
        .map(|((field, _), ty)| Field { ty, ..field.clone() });
    let p = private(&container.krate);
    let de = &names.de;
    let mut when_reading = generics.clone();
    // If the compiler only assumes that the nested type has a view, it has to assume this too.
    let reads = container
        .wire_fields()
        .zip(&types)
        .filter_map(|((field, wire), ty)| {
            let _ = nested_type(container, field, wire)?;
            Some::<WherePredicate>(parse_quote_spanned!(at_type(field.ty)=> #ty: #p::MessageField<#de>))
        });
    when_reading.make_where_clause().predicates.extend(reads);
    let mut view = Container {
        ident,
        vis: container.vis,
        generics: &when_reading,
        krate: container.krate.clone(),
        doc: None,
        hash: None,
        default: false,
        view: None,
        loan: None,
        data: Data::Struct {
            type_name: type_name.clone(),
            fields: fields.collect(),
            packed: false,
        },
    };
    let deserialize = deserialize::imp(&view, names);
    view.generics = &generics;
    let serialize = serialize::imp(&view, names);
    let size = size::estimation_of(ident, &generics, &container.krate);
    let statics = parse_quote!('static);
    let message = message_imps(container, &quote!(#ident<'_>), &bounds, |field, wire| {
        view_type(container, field, wire, &statics)
    });
    let std = std_imps(&view);
    Some(quote!(#serialize #deserialize #size #message #std))
}

/// The bounds of the borrowed struct and its impls.
fn bounds(container: &Container<'_>) -> Vec<WherePredicate> {
    let p = private(&container.krate);
    bounds_of_nested(container, &quote!(#p::HasView))
}

/// Bounds each user's type in the fields by `trait_`. If the type does not implement it, the compiler reports the bound,
/// once and at the type, and assumes it in the impls.
pub fn bounds_of_nested(container: &Container<'_>, trait_: &TokenStream) -> Vec<WherePredicate> {
    let types = container
        .wire_fields()
        .filter_map(|(field, wire)| nested_type(container, field, wire));
    let bounds = types.map(|ty| {
        let at = at_type(ty);
        let located = trait_.clone().into_iter().map(|mut token| {
            token.set_span(token.span().located_at(at));
            token
        });
        let located: TokenStream = located.collect();
        parse_quote_spanned!(at=> #ty: #located)
    });
    bounds.collect()
}

/// The user's type that a field is or contains. A struct that contains itself is reported as such.
pub fn nested_type<'a>(container: &Container<'_>, field: &Field<'a>, wire: &Wire) -> Option<&'a Type> {
    let nested = nested(&wire.kind, field.ty)?;
    let is_self = matches!(nested, Type::Path(path) if path.path.is_ident(container.ident));
    (!is_self && !wire.is_wide()).then_some(nested)
}

fn nested<'a>(kind: &Kind, ty: &'a Type) -> Option<&'a Type> {
    match kind {
        Kind::Unknown => Some(ty),
        Kind::Sequence(item) | Kind::Array(item) => nested(item, elements(ty)?.0),
        Kind::U8 | Kind::Scalar(_) | Kind::Text { .. } => None,
    }
}

pub fn where_clause(bounds: &[WherePredicate]) -> Option<TokenStream> {
    (!bounds.is_empty()).then(|| quote!(where #(#bounds),*))
}

/// The type of a field in the borrowed struct.
fn view_type(container: &Container<'_>, field: &Field<'_>, wire: &Wire, a: &Lifetime) -> TokenStream {
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

fn parse(ty: TokenStream) -> Type {
    syn::parse2(ty.clone()).unwrap_or(Type::Verbatim(ty))
}

/// The impls of `RosField` and `RosMessage` for a generated struct with fields of the types `type_of`: those of the
/// owned struct.
pub fn message_imps(
    container: &Container<'_>,
    generated: &TokenStream,
    bounds: &[WherePredicate],
    type_of: impl Fn(&Field<'_>, &Wire) -> TokenStream,
) -> TokenStream {
    let p = private(&container.krate);
    let owned = container.ident;
    let same = fields_are_the_same(container, type_of);
    let bounds = where_clause(bounds);
    quote! {
        #[automatically_derived]
        impl #p::RosField for #generated #bounds {
            const TYPE: #p::FieldType = {
                #(#same)*
                <#owned as #p::RosField>::TYPE
            };
        }

        #[automatically_derived]
        impl #p::RosMessage for #generated #bounds {
            const TYPE_NAME: &'static #p::core::primitive::str = <#owned as #p::RosMessage>::TYPE_NAME;
            // Not the constant of the owned struct, which the compiler would then evaluate whether it is used or not.
            #[allow(long_running_const_eval)]
            const TYPE_HASH: #p::TypeHash = #p::TypeHash::of(#p::description_of::<Self>());
            const DESCRIPTION: #p::Option<&'static #p::TypeDescription> = #p::Some(#p::description_of::<Self>());

            fn type_description() -> #p::TypeDescription {
                <#owned as #p::RosMessage>::type_description()
            }
        }
    }
}

/// Statements that compare the ROS types of the fields, from which the hash is made.
fn fields_are_the_same(
    container: &Container<'_>,
    type_of: impl Fn(&Field<'_>, &Wire) -> TokenStream,
) -> Vec<TokenStream> {
    let p = private(&container.krate);
    let checks = container.wire_fields().filter_map(|(field, wire)| {
        let owned = field.ty;
        let generated: Type = parse(type_of(field, wire));
        let is_owned = matches!(wire.kind, Kind::U8 | Kind::Scalar(_)) || wire.is_wide();
        (!is_owned).then(|| {
            let type_of = |ty: &Type| item_of(ty, &quote!(#p::MessageField<'_>), "FIELD_TYPE");
            let types = [owned, &generated].map(type_of);
            quote_spanned!(at_type(owned)=> #p::assert_same_field(#(&#types),*);)
        })
    });
    checks.collect()
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
                let mut __debug = #p::core::fmt::Formatter::debug_struct(__f, #name);
                #(#p::core::fmt::DebugStruct::field(&mut __debug, #names, &self.#fields);)*
                #p::core::fmt::DebugStruct::finish(&mut __debug)
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

/// The field is or contains a type of the user's.
pub fn may_lack_impls(kind: &Kind) -> bool {
    match kind {
        Kind::Unknown => true,
        Kind::Sequence(item) | Kind::Array(item) => may_lack_impls(item),
        Kind::U8 | Kind::Scalar(_) | Kind::Text { .. } => false,
    }
}
