//! The anonymous constant around the output of a derive, which keeps its names out of the user's scope.

use proc_macro2::TokenStream;
use quote::quote;

/// Returns the errors, and the impls in a scope of their own.
pub fn output(errors: &[syn::Error], impls: &TokenStream) -> TokenStream {
    let errors = errors.iter().map(syn::Error::to_compile_error);
    let scope = (!impls.is_empty()).then(|| {
        quote! {
            // The impls repeat the types of the fields. The compiler warns of a deprecated type in the user's code.
            // Bounds on the types of fields are for errors only.
            #[allow(deprecated, private_bounds, trivial_bounds)]
            const _: () = { #impls };
        }
    });
    quote!(#(#errors)* #scope)
}
