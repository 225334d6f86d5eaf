//! Generates the impls of a checked type. Nothing here can fail: `check` has found all errors of the input.

mod default;
mod deserialize;
mod generated;
mod length;
mod loan;
mod message;
mod parameters;
mod serialize;
mod size;
mod view;

use crate::ast::{Container, Data, Field, Form, Int, Wire};
use crate::bound::{Names, mentions_parameter};
use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, Ident, Path, Type};

pub use loan::item as loan;
pub use parameters::{parameters, parameters_private};
pub use size::estimation;
pub use view::item as view;

/// Generates all impls of `#[derive(RosMessage)]`.
pub fn message(container: &Container<'_>, names: &Names) -> TokenStream {
    let serialize = serialize::imp(container, names);
    let deserialize = deserialize::imp(container, names);
    let field = message::field_imp(container);
    let message = message::message_imp(container);
    let default = match &container.data {
        Data::Struct { .. } => default::imp(container),
        Data::Enum { variants, .. } => Some(default::enum_imp(container, variants)),
    };
    let has_view = view::has_view_imp(container, names);
    let view = view::item_imps(container, names);
    let has_loan = loan::has_loan_imp(container);
    let loan = loan::item_imps(container, names);
    quote!(#serialize #deserialize #field #message #default #has_view #view #has_loan #loan)
}

/// The path of the items of the core that derived code uses.
pub fn private(krate: &Path) -> TokenStream {
    quote!(#krate::__private)
}

/// The place of an error about the type of a field, marked as generated code.
fn at_type(ty: &Type) -> Span {
    Span::call_site().located_at(ty.span())
}

/// The place of an error about a value, marked as generated code.
fn at_expr(expr: &Expr) -> Span {
    Span::call_site().located_at(expr.span())
}

/// An item of a trait, for the type of a field: `<Vec<u8> as CdrSerialize>::serialize`.
///
/// The compiler shows an error about it at the type, from its first token to its last.
fn item_of(ty: &Type, path: &TokenStream, item: &str) -> TokenStream {
    let last = ty
        .to_token_stream()
        .into_iter()
        .last()
        .map_or_else(|| ty.span(), |token| token.span());
    let item = Ident::new(item, Span::call_site().located_at(last));
    quote_spanned!(at_type(ty)=> <#ty as #path>::#item)
}

/// The names of an item that every field has, in the traits of the core.
#[derive(Clone, Copy)]
struct Item {
    /// In its own trait.
    own: &'static str,
    /// In `MessageField`.
    of_field: &'static str,
}

/// An item of the trait `path`, for the type of a field. If the impl is not bounded by that trait, the path goes through
/// `MessageField`: for a wrong type, the compiler then reports one missing trait and not several. A loan is only written,
/// so that it is not a `MessageField`.
fn field_item(container: &Container<'_>, ty: &Type, path: &TokenStream, item: Item) -> TokenStream {
    if container.form == Form::Loan || mentions_parameter(ty, container.generics) {
        return item_of(ty, path, item.own);
    }
    let p = private(&container.krate);
    item_of(ty, &quote!(#p::MessageField<'_>), item.of_field)
}

/// `serialize` or `measure` of a field's type, or their equivalent for wide strings.
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

/// The arguments of `layout!`: the fields on the wire, each with the layout constant of its type. `layout!` compares them
/// with the struct.
fn layouts(container: &Container<'_>, path: &TokenStream, constant: Item) -> TokenStream {
    let fields = container.wire_fields().map(|(Field { ident, ty, .. }, _)| {
        let layout = field_item(container, ty, path, constant);
        quote!(#ident: #layout)
    });
    quote!(#(#fields),*)
}

/// The integer type of an enum, as a path that nothing shadows.
fn int_type(container: &Container<'_>, int: &Int) -> TokenStream {
    let p = private(&container.krate);
    let name = format_ident!("{}", int.rust);
    quote!(#p::core::primitive::#name)
}
