//! The output for a type with errors: impls that compile, so that code that uses the type
//! causes no further errors. They never run.

use crate::attr::ContainerAttrs;
use crate::bound::{Names, with_message_lifetime};
use crate::check;
use crate::expand::{parameters_private, private};
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Path, Type};

/// Returns whether the struct contains itself. The compiler reports it, and would recurse in any impl.
pub fn is_infinite(input: &DeriveInput) -> bool {
    has_field(input, |ty| check::is_own(ty, &input.ident))
}

/// Generates all impls of `#[derive(RosMessage)]`, without the fields.
pub fn message(input: &DeriveInput, attrs: &ContainerAttrs, krate: &Path, names: &Names) -> TokenStream {
    let p = private(krate);
    let ident = &input.ident;
    let (de, writer) = (&names.de, &names.writer);
    let (impl_generics, ty_generics, where_clause) = input.generics.split_for_impl();
    let with_lifetime = with_message_lifetime(&input.generics, de);
    let (de_generics, ..) = with_lifetime.split_for_impl();
    let description = quote!(const { &#p::TypeDescription::new("", const { &[] }) });
    // An unsized type cannot be deserialized: the impl would be a second error.
    let deserialize = (!has_field(input, check::is_unsized)).then(|| {
        quote! {
            #[automatically_derived]
            impl #de_generics #p::CdrDeserialize<#de> for #ident #ty_generics #where_clause {
                fn deserialize(_: &mut #p::CdrReader<#de>) -> #p::Result<Self, #p::DeserializeError> {
                    loop {}
                }
            }
        }
    });
    let has_forms = has_forms(input, krate);
    let default = attrs.default.is_some().then(|| {
        quote! {
            #[automatically_derived]
            impl #impl_generics #p::core::default::Default for #ident #ty_generics #where_clause {
                fn default() -> Self {
                    loop {}
                }
            }
        }
    });
    let field_default = matches!(input.data, Data::Enum(_)).then(|| {
        quote! {
            #[automatically_derived]
            impl #impl_generics #p::FieldDefault for #ident #ty_generics #where_clause {
                type Value = Self;

                fn describe(_: &Self) -> #p::DefaultValue {
                    loop {}
                }

                fn from_value(_: &'static Self) -> Self {
                    loop {}
                }
            }
        }
    });
    quote! {
        #has_forms

        #[automatically_derived]
        impl #impl_generics #p::CdrSerialize for #ident #ty_generics #where_clause {
            fn serialize<#writer: #p::CdrWriter>(&self, _: &mut #writer) -> #p::Result<(), #p::SerializeError> {
                loop {}
            }
        }

        #deserialize
        #default
        #field_default

        #[automatically_derived]
        impl #impl_generics #p::RosField for #ident #ty_generics #where_clause {
            const TYPE: #p::FieldType = #p::FieldType::message(#description);
        }

        #[automatically_derived]
        impl #impl_generics #p::RosMessage for #ident #ty_generics #where_clause {
            const TYPE_NAME: &'static #p::core::primitive::str = "";
            const TYPE_HASH: #p::TypeHash = #p::TypeHash::of(#description);
            const DESCRIPTION: #p::Option<&'static #p::TypeDescription> = #p::Some(#description);

            fn type_description() -> #p::TypeDescription {
                loop {}
            }
        }
    }
}

/// Generates the impl of `#[derive(RosParameters)]`; none for a generic type, whose impl could need bounds.
pub fn parameters(input: &DeriveInput, krate: &Path) -> TokenStream {
    let p = parameters_private(krate);
    let ident = &input.ident;
    if !input.generics.params.is_empty() {
        return TokenStream::new();
    }
    if matches!(input.data, Data::Enum(_)) {
        return quote! {
            #[automatically_derived]
            impl #p::ParameterField for #ident {
                type Literal = Self;

                const TYPE: #p::ParameterType = #p::ParameterType::String;

                fn from_literal(_: &Self) -> Self {
                    loop {}
                }

                fn to_value(&self) -> #p::ParameterValue {
                    loop {}
                }

                fn from_value(_: &#p::ParameterValue) -> #p::Result<Self, #p::String> {
                    loop {}
                }
            }
        };
    }
    quote! {
        #[automatically_derived]
        impl #p::RosParameters for #ident {
            fn visit(_: &mut #p::ParameterVisitor<'_>) -> #p::Result<Self, #p::ParameterError> {
                loop {}
            }
        }
    }
}

/// The type as its own view and loan; `None` for a generic type or one without a size.
fn has_forms(input: &DeriveInput, krate: &Path) -> Option<TokenStream> {
    let p = private(krate);
    let ident = &input.ident;
    let is_its_own = input.generics.params.is_empty() && !has_field(input, check::is_unsized);
    is_its_own.then(|| {
        quote! {
            #[automatically_derived]
            impl #p::HasView for #ident {
                type View<'a> = Self;
                type SequenceView<'a> = #p::CdrSequence<'a, Self>;
            }

            #[automatically_derived]
            impl #p::HasLoan for #ident {
                type Loan = Self;
                type SequenceLoan = #p::Vec<Self>;
            }
        }
    })
}

fn has_field(input: &DeriveInput, is: impl Fn(&Type) -> bool) -> bool {
    match &input.data {
        Data::Struct(data) => data.fields.iter().any(|field| is(&field.ty)),
        Data::Enum(_) | Data::Union(_) => false,
    }
}
