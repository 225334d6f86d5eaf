//! Generates the impl of `CdrSerialize`: the write layout, `serialize`, and `measure`
//! from `size`.

use super::length::{When, checks, counted_by};
use super::{Item, borrow, field_item, generated, int_type, layouts, private, size, written};
use crate::ast::{Container, Data, Field, Form, Int, Kind, Variant, Wire};
use crate::bound::{Names, with_bounds};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

const WRITE_LAYOUT: Item = Item {
    own: "WRITE_LAYOUT",
    of_field: "FIELD_WRITE_LAYOUT",
};

const SERIALIZE: Item = Item {
    own: "serialize",
    of_field: "serialize_field",
};

pub fn imp(container: &Container<'_>, names: &Names) -> TokenStream {
    let p = private(&container.krate);
    let ident = container.ident;
    let generics = with_bounds(container.generics, serialize_bounds(container));
    let (impl_generics, _, where_clause) = generics.split_for_impl();
    let (_, ty_generics, _) = container.generics.split_for_impl();
    let writer = &names.writer;

    let layout = write_layout(container);
    let body = match &container.data {
        Data::Struct { .. } => serialize_fields(container),
        Data::Enum { int, variants } => serialize_enum(container, int, variants),
    };
    // The provided method counts what `serialize` writes: slower for many fields, and less to compile.
    let measure = (container.form == Form::Owned).then(|| {
        let body = size::measure_body(container);
        quote! {
            #[inline]
            fn measure(&self, __position: #p::core::primitive::usize) -> #p::core::primitive::usize {
                #body
            }
        }
    });
    quote! {
        #[automatically_derived]
        impl #impl_generics #p::CdrSerialize for #ident #ty_generics #where_clause {
            const WRITE_LAYOUT: #p::Layout<Self, #p::Write> = #layout;

            #[inline]
            fn serialize<#writer: #p::CdrWriter>(
                &self,
                __writer: &mut #writer,
            ) -> #p::Result<(), #p::SerializeError> {
                #body
            }

            #measure
        }
    }
}

/// The traits that each field needs for writing.
fn serialize_bounds<'a>(container: &'a Container<'_>) -> impl Iterator<Item = (&'a syn::Type, TokenStream)> {
    let p = private(&container.krate);
    container.wire_fields().flat_map(move |(field, wire)| {
        let written = if wire.is_wide() {
            quote!(#p::wstring::WideString)
        } else {
            quote!(#p::CdrSerialize)
        };
        let counted = counted_by(&container.krate, wire);
        std::iter::once(written)
            .chain(counted.into_iter().map(|(bound, _)| bound))
            .map(move |bound| (field.ty, bound))
    })
}

fn write_layout(container: &Container<'_>) -> TokenStream {
    let p = private(&container.krate);
    match &container.data {
        // Of a struct of variable size, only zenoh buffers matter, which the writer passes on by reference.
        Data::Struct { .. } if container.has_variable_size() => {
            let shareable: Vec<_> = container
                .wire_fields()
                .filter(|(_, wire)| generated::may_lack_impls(&wire.kind))
                .map(|(field, _)| field_item(container, field.ty, &quote!(#p::CdrSerialize), WRITE_LAYOUT))
                .collect();
            if shareable.is_empty() {
                return quote!(#p::Layout::OPAQUE);
            }
            quote!(#p::Layout::of_variable_size(#(#shareable.is_shareable())||*))
        }
        // A bounded field has no wire image. It may still contain a zenoh buffer.
        Data::Struct { .. } if container.wire_fields().all(|(_, wire)| !wire.is_wide()) => {
            let layouts = layouts(container, &quote!(#p::CdrSerialize), WRITE_LAYOUT);
            let mut skipped = (container.fields().iter())
                .filter(|field| field.wire.is_none())
                .map(|field| field.ident)
                .peekable();
            let skip = skipped.peek().map(|_| quote!(; skip));
            quote!(#p::layout!(write #layouts #skip #(#skipped),*))
        }
        Data::Struct { .. } => quote!(#p::Layout::OPAQUE),
        Data::Enum { int, variants } => {
            let int = format_ident!("{}", int.rust);
            let variants = variants.iter().map(|variant| variant.ident);
            quote!(#p::layout!(enum #int { #(#variants),* }))
        }
    }
}

fn serialize_fields(container: &Container<'_>) -> TokenStream {
    let p = private(&container.krate);
    if container.wire_fields().next().is_none() {
        return quote!(#p::write_empty(__writer));
    }
    let all_direct = container.wire_fields().all(|(_, wire)| wire.is_direct());
    let in_one_copy = (all_direct && !container.has_variable_size()).then(|| {
        quote! {
            if #p::write_plain(self, __writer)? {
                return #p::Ok(());
            }
        }
    });
    let fields: Vec<_> = container.wire_fields().collect();
    let fields = fields
        .chunk_by(|(_, wire), (_, next)| width(wire).is_some() && width(wire) == width(next))
        .map(|run| match run {
            [(_, wire), _, ..] => {
                let width = width(wire);
                let values = run.iter().map(|(field, _)| borrow(container, field));
                quote!(#p::CdrWriter::write_numbers(__writer, [#(#p::Number::<#width>::to_wire(#values)),*])?;)
            }
            _ => run.iter().map(|(field, wire)| serialize_field(container, field, wire)).collect(),
        });
    quote! {
        #in_one_copy
        #(#fields)*
        #p::Ok(())
    }
}

fn serialize_field(container: &Container<'_>, field: &Field<'_>, wire: &Wire) -> TokenStream {
    let value = borrow(container, field);
    let checks = checks(container, field, wire, &value, When::Writing);
    let serialize = written(container, field, wire, SERIALIZE);
    quote!(#(#checks)* #serialize(#value, __writer)?;)
}

/// Returns the size of a number that can be written together with neighbours of the same size; `None` for any other field.
fn width(wire: &Wire) -> Option<usize> {
    match wire.kind {
        Kind::Scalar("i16" | "u16") => Some(2),
        Kind::Scalar("i32" | "u32" | "f32") => Some(4),
        Kind::Scalar("i64" | "u64" | "f64") => Some(8),
        _ => None,
    }
}

fn serialize_enum(container: &Container<'_>, int: &Int, variants: &[Variant<'_>]) -> TokenStream {
    let p = private(&container.krate);
    let int = int_type(container, int);
    let variants = variants.iter().map(|variant| variant.ident);
    quote! {
        let __value = match *self {
            #(Self::#variants => Self::#variants as #int,)*
        };
        <#int as #p::CdrSerialize>::serialize(&__value, __writer)
    }
}
