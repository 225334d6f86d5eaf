//! Generates the checks of `max_len` and `max_string_len`, for writing and reading.

use super::{item_of, private};
use crate::ast::{Container, Field, Retype, Wire};
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Expr, Path};

/// The unit of a length.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Length {
    /// Elements of a sequence, bytes of a string.
    Elements,
    /// UTF-16 units of a wide string, or of the longest of several.
    WideUnits,
    /// Bytes of the longest of several strings.
    Longest,
}

/// The time of a check, which determines the type of its error.
#[derive(Clone, Copy)]
pub enum When {
    Writing,
    Reading,
}

/// Returns a bound as a constant expression, in which the generated local variables are not visible.
pub fn constant(expr: &Expr) -> TokenStream {
    quote!(const { #expr })
}

/// Returns the bounds of a field, each with its unit.
fn lengths(wire: &Wire) -> impl Iterator<Item = (Length, &Expr)> {
    let max_len = wire.max_len.iter().map(|max| match wire.retype {
        Some(Retype::WideString) => (Length::WideUnits, max),
        _ => (Length::Elements, max),
    });
    let max_string_len = wire.max_string_len.iter().map(|max| {
        let length = if wire.is_wide() {
            Length::WideUnits
        } else {
            Length::Longest
        };
        (length, max)
    });
    max_len.chain(max_string_len)
}

/// Returns the traits that count the field, each with its function.
pub fn counted_by(krate: &Path, wire: &Wire) -> Vec<(TokenStream, &'static str)> {
    let p = private(krate);
    let needed = lengths(wire).filter_map(|(length, _)| match length {
        Length::Elements => Some((quote!(#p::FieldLen), "field_len")),
        Length::Longest => Some((quote!(#p::FieldStrings), "longest_string")),
        // The field needs this trait for writing too.
        Length::WideUnits => None,
    });
    needed.collect()
}

/// Returns the checks of a field with the value `value`.
pub fn checks(
    container: &Container<'_>,
    field: &Field<'_>,
    wire: &Wire,
    value: &TokenStream,
    when: When,
) -> Vec<TokenStream> {
    let p = private(&container.krate);
    let name = &wire.name;
    let check_max_len = match when {
        When::Writing => quote!(check_max_len),
        When::Reading => quote!(check_max_len_read),
    };
    let check = |(length, max): (Length, &Expr)| {
        let max = constant(max);
        let counted = match length {
            Length::Elements => item_of(field.ty, &quote!(#p::FieldLen), "field_len"),
            Length::WideUnits => item_of(field.ty, &quote!(#p::wstring::WideString), "units"),
            Length::Longest => item_of(field.ty, &quote!(#p::FieldStrings), "longest_string"),
        };
        quote!(#p::#check_max_len(#name, #max, #counted(#value))?;)
    };
    lengths(wire).map(check).collect()
}
