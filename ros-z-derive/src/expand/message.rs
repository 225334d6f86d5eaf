//! Generates the impls of `RosField` and `RosMessage`.

use super::default;
use super::length::{constant, counted_by};
use super::{Item, at_type, field_item, int_type, item_of, private};
use crate::ast::{Container, Data, Field, Int, Retype, Variant, Wire};
use crate::bound::with_bounds;
use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;
use syn::{Ident, Type};

const TYPE: Item = Item {
    own: "TYPE",
    of_field: "FIELD_TYPE",
};

/// The impl of `RosField`: the ROS type of a field of this type.
pub fn field_imp(container: &Container<'_>) -> TokenStream {
    let p = private(&container.krate);
    let ident = container.ident;
    let generics = with_bounds(container.generics, field_bounds(container));
    let (impl_generics, _, where_clause) = generics.split_for_impl();
    let (_, ty_generics, _) = container.generics.split_for_impl();
    let field_type = match &container.data {
        Data::Struct { type_name, .. } => {
            let description = description(container, type_name);
            // The constants of `#[ros_constants]`, or else those of the trait.
            quote!({
                use #p::NoConstants as _;
                #p::FieldType::message(const { &#description.with_constants(Self::__ROS_CONSTANTS) })
            })
        }
        Data::Enum { int, variants } => enum_type(container, int, variants),
    };
    quote! {
        #[automatically_derived]
        impl #impl_generics #p::RosField for #ident #ty_generics #where_clause {
            const TYPE: #p::FieldType = #field_type;
        }
    }
}

/// The impl of `RosMessage`. An enum has none: it is an integer in ROS 2.
pub fn message_imp(container: &Container<'_>) -> Option<TokenStream> {
    let Data::Struct { type_name, .. } = &container.data else {
        return None;
    };
    let p = private(&container.krate);
    let ident = container.ident;
    let mut generics = container.generics.clone();
    if generics.type_params().next().is_some() {
        let where_clause = generics.make_where_clause();
        where_clause
            .predicates
            .push(syn::parse_quote!(Self: #p::CdrSerialize));
        where_clause
            .predicates
            .push(syn::parse_quote!(Self: #p::RosField));
    }
    let (impl_generics, _, where_clause) = generics.split_for_impl();
    let (_, ty_generics, _) = container.generics.split_for_impl();
    let (hash, check) = hash(container);
    Some(quote! {
        #check

        #[automatically_derived]
        impl #impl_generics #p::RosMessage for #ident #ty_generics #where_clause {
            const TYPE_NAME: &'static #p::core::primitive::str = #type_name;

            // The hash of a type that refers to many others needs many steps of the compiler.
            #[allow(long_running_const_eval)]
            const TYPE_HASH: #p::TypeHash = #hash;

            const DESCRIPTION: #p::Option<&'static #p::TypeDescription> = #p::Some(#p::description_of::<Self>());

            fn type_description() -> #p::TypeDescription {
                *#p::description_of::<Self>()
            }
        }
    })
}

/// The hash of the type, and the constant that compares it with the frozen one.
///
/// Each instance of a generic type has a hash of its own, which is compared where the instance is used.
fn hash(container: &Container<'_>) -> (TokenStream, Option<TokenStream>) {
    let p = private(&container.krate);
    let hash = quote!(#p::TypeHash::of(#p::description_of::<Self>()));
    let Some(frozen) = &container.hash else {
        return (hash, None);
    };
    let span = Span::call_site().located_at(frozen.span());
    let generics = container.generics;
    if generics.type_params().next().is_some() || generics.const_params().next().is_some() {
        return (
            quote_spanned!(span=> #p::check_hash(#hash, #p::description_of::<Self>(), #frozen)),
            None,
        );
    }
    let ident = container.ident;
    let statics = generics.lifetimes().map(|_| quote!('static));
    let ty = quote!(#ident<#(#statics),*>);
    let check = quote_spanned! {span=>
        const _: #p::TypeHash = #p::check_hash(
            <#ty as #p::RosMessage>::TYPE_HASH,
            #p::description_of::<#ty>(),
            #frozen,
        );
    };
    (hash, Some(check))
}

fn description(container: &Container<'_>, type_name: &str) -> TokenStream {
    let p = private(&container.krate);
    let fields = container.wire_fields().map(|(field, wire)| {
        let name = &wire.name;
        let field_type = field_type(container, field, wire);
        let doc = with_doc(field.doc.as_deref());
        let default = default::with_default(&container.krate, field, wire);
        let checks = default::checks(&container.krate, field, wire);
        let described = quote!(#p::FieldDescription::new(#name, #field_type)#doc #default);
        match checks {
            Some(checks) => quote!({ #checks #described }),
            None => described,
        }
    });
    let doc = with_doc(container.doc.as_deref());
    quote!(#p::TypeDescription::new(#type_name, const { &[#(#fields),*] })#doc)
}

/// The traits that each field needs for its ROS type.
fn field_bounds<'a>(container: &'a Container<'_>) -> impl Iterator<Item = (&'a Type, TokenStream)> {
    let p = private(&container.krate);
    container.wire_fields().flat_map(move |(field, wire)| {
        let is_wide = wire.is_wide().then(|| quote!(#p::wstring::WideString));
        let counted = counted_by(&container.krate, wire);
        std::iter::once(quote!(#p::RosField))
            .chain(counted.into_iter().map(|(bound, _)| bound))
            .chain(is_wide)
            .map(|bound| (field.ty, bound))
    })
}

fn field_type(container: &Container<'_>, field: &Field<'_>, wire: &Wire) -> TokenStream {
    let p = private(&container.krate);
    let base = field_item(container, field.ty, &quote!(#p::RosField), TYPE);
    let retype = wire.retype.map(|retype| match retype {
        Retype::WideString | Retype::WideStrings => "as_wstring",
        Retype::Char => "as_char",
        Retype::Byte => "as_byte",
    });
    let calls = [
        retype.map(|name| (name, None)),
        wire.max_len
            .as_ref()
            .map(|max| ("with_max_len", Some(constant(max)))),
        wire.max_string_len
            .as_ref()
            .map(|max| ("with_max_string_len", Some(constant(max)))),
    ];
    let span = at_type(field.ty);
    let calls = calls.into_iter().flatten().map(|(name, argument)| {
        let name = Ident::new(name, span);
        quote_spanned!(span=> .#name(#argument))
    });
    // If the type has no length, these paths are the error, and the constant is not evaluated for a second one.
    let counted = counted_by(&container.krate, wire);
    let counted = counted.iter().map(|(path, item)| item_of(field.ty, path, item));
    let is_wide = wire
        .is_wide()
        .then(|| item_of(field.ty, &quote!(#p::wstring::WideString), "units"));
    let needed = counted.chain(is_wide);
    let checked = Ident::new("checked", span);
    quote_spanned!(span=> { #(let _ = #needed;)* #base.#checked() #(#calls)* })
}

fn enum_type(container: &Container<'_>, int: &Int, variants: &[Variant<'_>]) -> TokenStream {
    let p = private(&container.krate);
    let name = container.ident.unraw().to_string();
    let ros_int = int.ros;
    let int = int_type(container, int);
    let constants = variants.iter().map(|Variant { ident, constant, doc }| {
        let doc = with_doc(doc.as_deref());
        // The cast starts at the enum: a cast of its integer could lose the sign.
        quote!(#p::ConstantDescription::new(#constant, #ros_int, #p::ConstantValue::Integer(Self::#ident as #p::core::primitive::i128))#doc)
    });
    quote!(<#int as #p::RosField>::TYPE.with_enum(#name, const { &[#(#constants),*] }))
}

fn with_doc(doc: Option<&str>) -> Option<TokenStream> {
    doc.map(|doc| quote!(.with_doc(#doc)))
}
