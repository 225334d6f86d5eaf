//! What is printed for a type with mistakes in it: impls that compile, so that code
//! that uses the type adds no errors of its own. They never run.

use crate::bound::{Names, with_message_lifetime};
use crate::check;
use crate::expand::private;
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Path, Type};

/// The struct holds itself. The compiler says so, and would get lost in any impl of it.
pub fn is_infinite(input: &DeriveInput) -> bool {
    has_field(input, |ty| check::is_own(ty, &input.ident))
}

/// Impls of all that `#[derive(RosMessage)]` promises, without looking at the fields.
pub fn message(input: &DeriveInput, krate: &Path, names: &Names) -> TokenStream {
    let p = private(krate);
    let ident = &input.ident;
    let (de, writer) = (&names.de, &names.writer);
    let (impl_generics, ty_generics, where_clause) = input.generics.split_for_impl();
    let with_lifetime = with_message_lifetime(&input.generics, de);
    let (de_generics, ..) = with_lifetime.split_for_impl();
    let description = quote!(const { &#p::TypeDescription::new("", const { &[] }) });
    // What has no size cannot be read, and the compiler would say so once more.
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
    quote! {
        #has_forms

        #[automatically_derived]
        impl #impl_generics #p::CdrSerialize for #ident #ty_generics #where_clause {
            fn serialize<#writer: #p::CdrWriter>(&self, _: &mut #writer) -> #p::Result<(), #p::SerializeError> {
                loop {}
            }
        }

        #deserialize

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
