//! Prints the impls of a judged type. Nothing in here can fail: what could be wrong
//! with the input was found by `check`.

mod deserialize;
mod length;
mod loan;
mod message;
mod serialize;
mod size;
mod view;

use crate::ast::{Container, Data, Field, Int, Wire};
use crate::bound::{Names, mentions_parameter};
use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Ident, Path, Type};

pub use loan::item as loan;
pub use size::estimation;
pub use view::item as view;

/// All that `#[derive(RosMessage)]` implements.
pub fn message(container: &Container<'_>, names: &Names) -> TokenStream {
    let serialize = serialize::imp(container, names);
    let deserialize = deserialize::imp(container, names);
    let field = message::field_imp(container);
    let message = message::message_imp(container);
    let has_view = view::has_view_imp(container, names);
    let view = view::item_imps(container, names);
    let has_loan = loan::has_loan_imp(container);
    let loan = loan::item_imps(container, names);
    quote!(#serialize #deserialize #field #message #has_view #view #has_loan #loan)
}

/// Path to what derived code may use of the core.
pub fn private(krate: &Path) -> TokenStream {
    quote!(#krate::__private)
}

/// Where to show an error about the type of a field: there, but as our code, not the user's.
fn at_type(ty: &Type) -> Span {
    Span::call_site().located_at(ty.span())
}

/// What the trait `path` calls `item`, of a field's type: `<Vec<u8> as CdrSerialize>::serialize`.
///
/// An error about it is shown at the type, from its first token to its last.
fn item_of(ty: &Type, path: &TokenStream, item: &str) -> TokenStream {
    let last = ty
        .to_token_stream()
        .into_iter()
        .last()
        .map_or_else(|| ty.span(), |token| token.span());
    let item = Ident::new(item, Span::call_site().located_at(last));
    quote_spanned!(at_type(ty)=> <#ty as #path>::#item)
}

/// What the traits of the core call something that every field has.
#[derive(Clone, Copy)]
struct Item {
    /// In the trait that it belongs to.
    own: &'static str,
    /// In `MessageField`.
    of_field: &'static str,
}

/// An item of a field's type that the trait `path` has: by that trait where the impl is bounded by it, else by the
/// one for all, so that the compiler finds one trait missing and not several.
fn field_item(container: &Container<'_>, ty: &Type, path: &TokenStream, item: Item) -> TokenStream {
    if mentions_parameter(ty, container.generics) {
        return item_of(ty, path, item.own);
    }
    let p = private(&container.krate);
    item_of(ty, &quote!(#p::MessageField<'_>), item.of_field)
}

/// `serialize` or `measure` of a field's type, or what takes its place for wide strings.
fn written(container: &Container<'_>, field: &Field<'_>, wire: &Wire, item: Item) -> TokenStream {
    let p = private(&container.krate);
    if wire.is_wide() {
        item_of(
            field.ty,
            &quote!(#p::wstring::WideString),
            &format!("{}_wide", item.own),
        )
    } else {
        field_item(container, field.ty, &quote!(#p::CdrSerialize), item)
    }
}

/// A reference to a field of `self`.
fn borrow(container: &Container<'_>, field: &Field<'_>) -> TokenStream {
    let ident = field.ident;
    match container.data {
        Data::Struct { packed: true, .. } => quote!(&{ self.#ident }),
        _ => quote!(&self.#ident),
    }
}

/// The fields on the wire, each with the layout of its type, which `path` and `constant` name: the arguments of
/// `layout!`, which compares them with the struct.
fn layouts(container: &Container<'_>, path: &TokenStream, constant: Item) -> TokenStream {
    let fields = container.wire_fields().map(|(Field { ident, ty, .. }, _)| {
        let layout = field_item(container, ty, path, constant);
        quote!(#ident: #layout)
    });
    quote!(#(#fields),*)
}

/// The integer type of an enum, by a path that nothing shadows.
fn int_type(container: &Container<'_>, int: &Int) -> TokenStream {
    let p = private(&container.krate);
    let name = format_ident!("{}", int.rust);
    quote!(#p::core::primitive::#name)
}
