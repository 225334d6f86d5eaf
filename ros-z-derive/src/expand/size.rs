//! Generates the body of `measure`, and the impl of `SizeEstimation`.

use super::{Item, borrow, int_type, private, written};
use crate::ast::{Container, Data};
use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{DeriveInput, Generics, Ident, Path};

const MEASURE: Item = Item {
    own: "measure",
    of_field: "measure_field",
};

/// The body of `measure`: a constant size, or the sizes of all fields.
pub fn measure_body(container: &Container<'_>) -> TokenStream {
    let p = private(&container.krate);
    if let Data::Enum { int, .. } = &container.data {
        let int = int_type(container, int);
        return quote!(<#int as #p::CdrSerialize>::measure(&0, __position));
    }
    if container.wire_fields().next().is_none() {
        return quote!(#p::measure_empty(__position));
    }
    let all_direct = container.wire_fields().all(|(_, wire)| wire.is_direct());
    let at_once = (all_direct && !container.has_variable_size()).then(|| {
        quote! {
            if let #p::Some(__end) = #p::measure_plain::<Self>(__position) {
                return __end;
            }
        }
    });
    let fields = container.wire_fields().map(|(field, wire)| {
        let value = borrow(container, field);
        let measure = written(container, field, wire, MEASURE);
        quote!(let __position = #measure(#value, __position);)
    });
    quote! {
        #at_once
        #(#fields)*
        __position
    }
}

/// The impl of `SizeEstimation`, for any type that can be serialized.
pub fn estimation(input: &DeriveInput, krate: &Path) -> TokenStream {
    estimation_of(&input.ident, &input.generics, krate)
}

/// The impl of `SizeEstimation` for the type of this name.
pub fn estimation_of(ident: &Ident, generics_of_type: &Generics, krate: &Path) -> TokenStream {
    let p = private(krate);
    let mut generics = generics_of_type.clone();
    if generics.type_params().next().is_some() {
        // `Self: CdrSerialize` implies all bounds of the fields.
        generics
            .make_where_clause()
            .predicates
            .push(syn::parse_quote!(Self: #p::CdrSerialize));
    }
    let (impl_generics, _, where_clause) = generics.split_for_impl();
    let (_, ty_generics, _) = generics_of_type.split_for_impl();
    let span = Span::call_site().located_at(ident.span());
    let size = quote_spanned!(span=> <Self as #p::CdrSerialize>::measure(self, 0));
    quote! {
        #[automatically_derived]
        impl #impl_generics #p::SizeEstimation for #ident #ty_generics #where_clause {
            #[inline]
            fn estimated_serialized_size(&self) -> #p::core::primitive::usize {
                #p::core::primitive::usize::saturating_add(#krate::ENCAPSULATION_LEN, #size)
            }
        }
    }
}
