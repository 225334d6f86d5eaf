//! Generates the default values of fields: in the description of the type, and in the impl of `Default`.

use super::{at_expr, at_type, item_of, private};
use crate::ast::{Container, Field, Retype, Wire};
use crate::bound::with_bounds;
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{Expr, Path, Type};

/// The call that adds the default value to the description of a field.
pub fn with_default(krate: &Path, field: &Field<'_>, wire: &Wire) -> Option<TokenStream> {
    let described = of_value(krate, field, wire.default.as_ref()?, "describe");
    Some(quote!(.with_default(|| #described)))
}

/// The checks of the default value against the bounds of the field.
pub fn checks(krate: &Path, field: &Field<'_>, wire: &Wire) -> Option<TokenStream> {
    let p = private(krate);
    let default = wire.default.as_ref()?;
    let is_wide_string = wire.retype == Some(Retype::WideString);
    let span = at_expr(default);
    let max_len = wire.max_len.as_ref().map(|max| {
        let len = if is_wide_string {
            quote!(#p::wide_len(__value))
        } else {
            quote!(__value.len())
        };
        quote_spanned!(span=> #p::check_len(#len, const { #max });)
    });
    let max_string_len = wire.max_string_len.as_ref().map(|max| {
        let longest = if wire.is_wide() {
            quote!(#p::longest_wide(__value))
        } else {
            quote!(#p::longest(__value))
        };
        quote_spanned!(span=> #p::check_string_len(#longest, const { #max });)
    });
    if max_len.is_none() && max_string_len.is_none() {
        return None;
    }
    let value = value(krate, field, default);
    Some(quote!({ #value #max_len #max_string_len }))
}

/// The impl of `Default`, if the struct asks for it.
pub fn imp(container: &Container<'_>) -> Option<TokenStream> {
    if !container.default {
        return None;
    }
    let p = private(&container.krate);
    let ident = container.ident;
    let rest = container
        .fields()
        .iter()
        .filter(|field| value_of(field).is_none());
    let bounds = rest.map(|field| {
        let of = array_element(field.ty).unwrap_or(field.ty);
        (of, quote!(#p::core::default::Default))
    });
    let generics = with_bounds(container.generics, bounds);
    let (impl_generics, _, where_clause) = generics.split_for_impl();
    let (_, ty_generics, _) = container.generics.split_for_impl();
    let fields = container.fields().iter().map(|field| {
        let ident = field.ident;
        let Some(value) = value_of_owned(&container.krate, field) else {
            // The standard library implements `Default` only for arrays of up to 32 elements.
            let element = array_element(field.ty);
            let of = element.unwrap_or(field.ty);
            let default = item_of(of, &quote!(#p::core::default::Default), "default");
            return match element {
                Some(_) => quote!(#ident: #p::core::array::from_fn(|_| #default())),
                None => quote!(#ident: #default()),
            };
        };
        quote!(#ident: #value)
    });
    Some(quote! {
        #[automatically_derived]
        impl #impl_generics #p::core::default::Default for #ident #ty_generics #where_clause {
            fn default() -> Self {
                Self { #(#fields),* }
            }
        }
    })
}

/// The default value of a field, of the type in the owned struct.
pub fn value_of_owned(krate: &Path, field: &Field<'_>) -> Option<TokenStream> {
    Some(of_value(krate, field, value_of(field)?, "from_value"))
}

/// The element type of an array.
fn array_element(ty: &Type) -> Option<&Type> {
    match ty {
        Type::Array(array) => Some(&array.elem),
        Type::Group(group) => array_element(&group.elem),
        Type::Paren(paren) => array_element(&paren.elem),
        _ => None,
    }
}

fn value_of<'a>(field: &'a Field<'_>) -> Option<&'a Expr> {
    field.wire.as_ref()?.default.as_ref()
}

fn field_default(krate: &Path) -> TokenStream {
    let p = private(krate);
    quote!(#p::FieldDefault)
}

/// The result of a function of `FieldDefault` for the default value. The trait is mentioned once: for a type without
/// default values, the compiler then reports one error.
fn of_value(krate: &Path, field: &Field<'_>, expr: &Expr, function: &str) -> TokenStream {
    let function = item_of(field.ty, &field_default(krate), function);
    let constant = quote_spanned!(at_expr(expr)=> const { &#expr });
    // The type of the literal is that of the field, which clippy does not see through the trait.
    quote_spanned!(at_type(field.ty)=> { #[allow(clippy::default_numeric_fallback)] let __default = #function(#constant); __default })
}

/// The statement that defines `__value`: a reference, so that an array literal coerces to a slice for a sequence.
fn value(krate: &Path, field: &Field<'_>, expr: &Expr) -> TokenStream {
    let ty = item_of(field.ty, &field_default(krate), "Value");
    let ty = quote_spanned!(at_type(field.ty)=> &'static #ty);
    let constant = quote_spanned!(at_expr(expr)=> const { &#expr });
    // The type of the literal is that of the field, which clippy does not see through the trait.
    quote_spanned!(at_type(field.ty)=> #[allow(clippy::default_numeric_fallback)] let __value: #ty = #constant;)
}

/// The impl of `FieldDefault` for an enum. Its constant is a variant.
pub fn enum_imp(container: &Container<'_>, variants: &[crate::ast::Variant<'_>]) -> TokenStream {
    let p = private(&container.krate);
    let ident = container.ident;
    let (impl_generics, ty_generics, where_clause) = container.generics.split_for_impl();
    let variants: Vec<_> = variants.iter().map(|variant| variant.ident).collect();
    quote! {
        #[automatically_derived]
        impl #impl_generics #p::FieldDefault for #ident #ty_generics #where_clause {
            type Value = Self;

            fn describe(__value: &Self) -> #p::DefaultValue {
                #p::DefaultValue::Integer(match *__value {
                    #(Self::#variants => Self::#variants as #p::core::primitive::i128,)*
                })
            }

            fn from_value(__value: &'static Self) -> Self {
                match *__value {
                    #(Self::#variants => Self::#variants,)*
                }
            }
        }
    }
}
