//! The frame around all that a derive prints: an anonymous constant, so that nothing
//! in it has a name in the scope of the user.

use proc_macro2::TokenStream;
use quote::quote;

/// The errors, and the impls in a scope of their own.
pub fn output(errors: &[syn::Error], impls: &TokenStream) -> TokenStream {
    let errors = errors.iter().map(syn::Error::to_compile_error);
    let scope = (!impls.is_empty()).then(|| {
        quote! {
            // The types of fields are repeated inside; a deprecated one is warned of where the user wrote it.
            #[allow(deprecated)]
            const _: () = { #impls };
        }
    });
    quote!(#(#errors)* #scope)
}
