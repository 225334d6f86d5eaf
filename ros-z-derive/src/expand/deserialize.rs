//! Generates the impl of `CdrDeserialize`: the read layout and `deserialize`.

use super::length::{When, checks, counted_by};
use super::{Item, field_item, int_type, item_of, layouts, private};
use crate::ast::{Container, Data, Field, Form, Int, Variant, Wire};
use crate::bound::{Names, with_bounds, with_message_lifetime};
use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt;

const READ_LAYOUT: Item = Item {
    own: "READ_LAYOUT",
    of_field: "FIELD_READ_LAYOUT",
};

const DESERIALIZE: Item = Item {
    own: "deserialize",
    of_field: "deserialize_field",
};

const SKIP: Item = Item {
    own: "skip",
    of_field: "skip_field",
};

pub fn imp(container: &Container<'_>, names: &Names) -> TokenStream {
    let p = private(&container.krate);
    let ident = container.ident;
    let de = &names.de;
    let generics = with_bounds(container.generics, deserialize_bounds(container, names));
    let generics = with_message_lifetime(&generics, de);
    let (impl_generics, _, where_clause) = generics.split_for_impl();
    let (_, ty_generics, _) = container.generics.split_for_impl();

    let layout = read_layout(container, names);
    let body = match &container.data {
        Data::Struct { .. } => deserialize_fields(container, names),
        Data::Enum { int, variants } => deserialize_enum(container, int, variants),
    };
    let skip = skip(container, names);
    quote! {
        #[automatically_derived]
        impl #impl_generics #p::CdrDeserialize<#de> for #ident #ty_generics #where_clause {
            #layout

            #[inline]
            fn deserialize(
                __reader: &mut #p::CdrReader<#de>,
            ) -> #p::Result<Self, #p::DeserializeError> {
                #body
            }

            #skip
        }
    }
}

/// `skip` of a borrowed struct. Such a struct can be an element of a `CdrSequence`, which checks its elements and does not
/// store them. For other types, the gain is not worth the code.
fn skip(container: &Container<'_>, names: &Names) -> Option<TokenStream> {
    if container.form != Form::View || !container.wire_fields().all(|(_, wire)| wire.is_direct()) {
        return None;
    }
    let p = private(&container.krate);
    let de = &names.de;
    let skips = container
        .wire_fields()
        .map(|(field, _)| field_item(container, field.ty, &quote!(#p::CdrDeserialize<#de>), SKIP));
    Some(quote! {
        #[inline]
        fn skip(__skipper: &mut #p::Skipper<#de>) -> #p::core::primitive::bool {
            #(#skips(__skipper))&&*
        }
    })
}

/// The traits that each field needs for reading, or for being skipped.
fn deserialize_bounds<'a>(
    container: &'a Container<'_>,
    names: &'a Names,
) -> impl Iterator<Item = (&'a syn::Type, TokenStream)> {
    let p = private(&container.krate);
    let de = &names.de;
    container.fields().iter().flat_map(move |field| {
        let mut needed = match &field.wire {
            None => vec![quote!(#p::core::default::Default)],
            Some(wire) if wire.is_wide() => vec![quote!(#p::wstring::WideString)],
            Some(_) => vec![quote!(#p::CdrDeserialize<#de>)],
        };
        if let Some(wire) = &field.wire {
            needed.extend(
                counted_by(&container.krate, wire)
                    .into_iter()
                    .map(|(bound, _)| bound),
            );
        }
        needed.into_iter().map(|bound| (field.ty, bound))
    })
}

/// The read layout, if the type has one. An enum has none, since not every integer is a variant; a struct with a skipped
/// field has none, since that field has no bytes.
fn read_layout(container: &Container<'_>, names: &Names) -> Option<TokenStream> {
    let p = private(&container.krate);
    let de = &names.de;
    has_read_layout(container).then(|| {
        let layouts = layouts(container, &quote!(#p::CdrDeserialize<#de>), READ_LAYOUT);
        quote!(const READ_LAYOUT: #p::Layout<Self, #p::Read> = #p::layout!(read #layouts);)
    })
}

/// Returns whether a read layout is printed; without one the type is not plain.
pub fn has_read_layout(container: &Container<'_>) -> bool {
    let fields = container.fields();
    let all_direct = fields
        .iter()
        .all(|field| field.wire.as_ref().is_some_and(Wire::is_direct));
    all_direct && !fields.is_empty() && !container.has_variable_size()
}

fn deserialize_fields(container: &Container<'_>, names: &Names) -> TokenStream {
    let p = private(&container.krate);
    let before = if container.wire_fields().next().is_none() {
        Some(quote!(#p::read_empty(__reader)?;))
    } else {
        read_layout(container, names).map(|_| {
            quote! {
                if let #p::Some(__value) = #p::read_plain::<Self>(__reader)? {
                    return #p::Ok(__value);
                }
            }
        })
    };
    let fields = container.fields().iter().map(|field| {
        let ident = field.ident;
        let value = match &field.wire {
            Some(wire) => deserialize_field(container, names, field, wire),
            None => {
                let default = item_of(field.ty, &quote!(#p::core::default::Default), "default");
                quote!(#default())
            }
        };
        quote!(#ident: #value)
    });
    quote! {
        #before
        #p::Ok(Self { #(#fields),* })
    }
}

fn deserialize_field(
    container: &Container<'_>,
    names: &Names,
    field: &Field<'_>,
    wire: &Wire,
) -> TokenStream {
    let p = private(&container.krate);
    let ty = field.ty;
    let de = &names.de;
    let deserialize = if wire.is_wide() {
        item_of(ty, &quote!(#p::wstring::WideString), "deserialize_wide")
    } else {
        field_item(container, ty, &quote!(#p::CdrDeserialize<#de>), DESERIALIZE)
    };
    let value = quote!(#deserialize(__reader)?);
    let checks = checks(container, field, wire, &quote!(&__value), When::Reading);
    if checks.is_empty() {
        return value;
    }
    quote!({
        let __value = #value;
        #(#checks)*
        __value
    })
}

fn deserialize_enum(container: &Container<'_>, int: &Int, variants: &[Variant<'_>]) -> TokenStream {
    let p = private(&container.krate);
    let name = container.ident.unraw().to_string();
    let int = int_type(container, int);
    let variants = variants.iter().map(|variant| variant.ident);
    quote! {
        let __value = <#int as #p::CdrDeserialize<'_>>::deserialize(__reader)?;
        #(
            if __value == Self::#variants as #int {
                return #p::Ok(Self::#variants);
            }
        )*
        let __position = __reader.position() - #p::core::mem::size_of::<#int>();
        #p::Err(#p::enum_error(#name, #p::core::convert::From::from(__value), __position))
    }
}
