//! Generates the impls of `#[derive(RosParameters)]`.

use super::{at_expr, at_type};
use crate::ast::{
    NumberRange, Parameter, ParameterField, ParameterVariant, Parameters, ParametersData, Role,
};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::{Expr, Path};

/// The path of the items of `ros-z` that derived code uses.
pub fn parameters_private(krate: &Path) -> TokenStream {
    quote!(#krate::parameters::__private)
}

/// Generates the impl of a struct or enum.
pub fn parameters(parameters: &Parameters<'_>) -> TokenStream {
    let p = parameters_private(&parameters.krate);
    let ident = parameters.ident;
    match &parameters.data {
        ParametersData::Struct(fields) => {
            let fields = fields.iter().map(|each| {
                let (ident, visit) = (each.ident, field(&p, each));
                quote!(#ident: #visit)
            });
            quote! {
                #[automatically_derived]
                impl #p::RosParameters for #ident {
                    // The type of a literal is that of the field, which clippy does not see through the trait.
                    #[allow(clippy::default_numeric_fallback)]
                    fn visit(__visitor: &mut #p::ParameterVisitor<'_>) -> #p::Result<Self, #p::ParameterError> {
                        #p::Ok(Self { #(#fields),* })
                    }
                }
            }
        }
        ParametersData::Enum(variants) => enum_imp(&p, ident, variants),
    }
}

/// The expression that visits a field. It mentions the trait of the field's type once: for a type without the trait,
/// the compiler then reports one error.
fn field(p: &TokenStream, field: &ParameterField<'_>) -> TokenStream {
    let ParameterField { ty, name, .. } = field;
    let span = at_type(ty);
    match &field.role {
        Role::Group => quote_spanned!(span=> __visitor.group::<#ty>(#name)?),
        Role::Parameter(parameter) => {
            let default = &parameter.default;
            let default = quote_spanned!(at_expr(default)=> &#default);
            let descriptor = descriptor(p, field, parameter);
            quote_spanned!(span=> __visitor.parameter::<#ty>(#name, #default, || #descriptor)?)
        }
    }
}

fn descriptor(p: &TokenStream, field: &ParameterField<'_>, parameter: &Parameter) -> TokenStream {
    let description = parameter.doc.as_ref().map(|doc| quote!(.with_description(#doc)));
    let range = parameter.range.as_ref().map(|range| {
        let range = number_range(p, field.ty, range);
        quote!(.with_range(#range))
    });
    let read_only = parameter.read_only.then(|| quote!(.with_read_only()));
    quote!(<#p::ParameterDescriptor as #p::std::default::Default>::default() #description #range #read_only)
}

fn number_range(p: &TokenStream, ty: &impl ToTokens, range: &NumberRange) -> TokenStream {
    let NumberRange { from, to, step } = range;
    let [from, to, step] = [from, to, step].map(|end| optional(p, end.as_ref()));
    quote!(<#ty as #p::ParameterNumber>::range_of(#from, #to, #step))
}

fn optional(p: &TokenStream, value: Option<&Expr>) -> TokenStream {
    match value {
        Some(value) => quote!(#p::Some(#value)),
        None => quote!(#p::None),
    }
}

/// The impl of an enum, whose value is a text in ROS.
fn enum_imp(p: &TokenStream, ident: &syn::Ident, variants: &[ParameterVariant<'_>]) -> TokenStream {
    let idents: Vec<_> = variants.iter().map(|variant| variant.ident).collect();
    let texts: Vec<_> = variants.iter().map(|variant| &variant.text).collect();
    quote! {
        #[automatically_derived]
        impl #p::ParameterField for #ident {
            type Literal = Self;

            const TYPE: #p::ParameterType = #p::ParameterType::String;

            fn from_literal(__literal: &Self) -> Self {
                match *__literal {
                    #(Self::#idents => Self::#idents,)*
                }
            }

            fn to_value(&self) -> #p::ParameterValue {
                #p::from_text(match *self {
                    #(Self::#idents => #texts,)*
                })
            }

            fn from_value(__value: &#p::ParameterValue) -> #p::Result<Self, #p::String> {
                match #p::text(__value)?.as_str() {
                    #(#texts => #p::Ok(Self::#idents),)*
                    __other => #p::Err(#p::unknown_variant(__other, &[#(#texts),*])),
                }
            }

            fn constraints() -> #p::String {
                #p::one_of(&[#(#texts),*])
            }
        }
    }
}
