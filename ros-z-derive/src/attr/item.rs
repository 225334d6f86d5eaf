//! The grammar of `#[ros(…)]`: reads a list of `name`, `name = value` and `name(…)`. The parent
//! module knows the names and the types of their values.

use crate::ctxt::Ctxt;
use proc_macro2::TokenStream;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Expr, Ident, Meta, Token, parenthesized};

/// One `name`, `name = value` or `name(…)` in a `#[ros(…)]`.
pub struct Item {
    pub name: Ident,
    pub value: Value,
}

/// The part of an item after its name.
pub enum Value {
    /// Nothing: the item is a flag.
    Flag,
    Expr(Box<Expr>),
    /// An equals sign without a value after it.
    Missing(Token![=]),
    /// Something in parentheses, which no attribute accepts.
    List,
}

/// Reads the items of all `#[ros(…)]` attributes, in order.
///
/// Reports an item that it cannot read, skips it, and continues with the next.
pub fn items(ctxt: &Ctxt, attrs: &[Attribute]) -> Vec<Item> {
    let mut items = Vec::new();
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("ros")) {
        match &attr.meta {
            Meta::List(list) => {
                let parser = |input: ParseStream<'_>| read_items(ctxt, input, &mut items);
                ctxt.keep(parser.parse2(list.tokens.clone()));
            }
            Meta::Path(path) => ctxt.error(not_a_list(path)),
            Meta::NameValue(pair) => ctxt.error(not_a_list(pair)),
        }
    }
    items
}

fn not_a_list(found: &impl quote::ToTokens) -> syn::Error {
    syn::Error::new_spanned(
        found,
        "`ros` is not followed by a list; write `#[ros(…)]` with the attributes in parentheses",
    )
}

fn read_items(ctxt: &Ctxt, input: ParseStream<'_>, items: &mut Vec<Item>) -> syn::Result<()> {
    while !input.is_empty() {
        match read_item(input) {
            Ok(item) => items.push(item),
            Err(error) => {
                ctxt.error(error);
                skip_to_comma(input)?;
            }
        }
        if !input.is_empty() {
            input.parse::<Token![,]>()?;
        }
    }
    Ok(())
}

fn read_item(input: ParseStream<'_>) -> syn::Result<Item> {
    if !input.peek(Ident::peek_any) {
        return Err(input.error("expected the name of a `ros` attribute; write `name` or `name = value`, without quotes around the name"));
    }
    // `crate` is a keyword, hence `parse_any`.
    let name = Ident::parse_any(input)?;
    let value = if input.peek(Token![=]) {
        let equals: Token![=] = input.parse()?;
        if input.is_empty() || input.peek(Token![,]) {
            Value::Missing(equals)
        } else {
            Value::Expr(input.parse()?)
        }
    } else if input.peek(syn::token::Paren) {
        let content;
        parenthesized!(content in input);
        content.parse::<TokenStream>()?;
        Value::List
    } else {
        Value::Flag
    };
    if input.is_empty() || input.peek(Token![,]) {
        Ok(Item { name, value })
    } else {
        Err(input.error("expected `,` between two `ros` attributes"))
    }
}

fn skip_to_comma(input: ParseStream<'_>) -> syn::Result<()> {
    while !input.is_empty() && !input.peek(Token![,]) {
        input.parse::<proc_macro2::TokenTree>()?;
    }
    Ok(())
}

/// Returns the expression without parentheses, and without the invisible groups that `macro_rules!` adds.
pub fn peel(mut expr: &Expr) -> &Expr {
    loop {
        expr = match expr {
            Expr::Group(group) => &group.expr,
            Expr::Paren(paren) => &paren.expr,
            _ => return expr,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use syn::parse_quote;

    fn read(attr: Attribute) -> (Vec<String>, Vec<String>) {
        let ctxt = Ctxt::new();
        let items = items(&ctxt, &[attr]);
        let kind = |item: &Item| match &item.value {
            Value::Flag => item.name.to_string(),
            Value::Expr(_) => format!("{} =", item.name),
            Value::List => format!("{}()", item.name),
            Value::Missing(_) => format!("{} = ?", item.name),
        };
        (
            items.iter().map(kind).collect(),
            ctxt.check().iter().map(ToString::to_string).collect(),
        )
    }

    #[test]
    fn keywords_are_names_and_paths_are_values() {
        let (items, errors) =
            read(parse_quote!(#[ros(crate = ::a::b, crate = crate, crate = self::c, char, skip())]));
        assert_eq!(items, ["crate =", "crate =", "crate =", "char", "skip()"]);
        assert!(errors.is_empty());
    }

    #[test]
    fn one_unreadable_item_does_not_hide_the_others() {
        let (items, errors) = read(parse_quote!(#[ros(max_len =, package "a", crate = cdr, = 3, skip)]));
        assert_eq!(items, ["max_len = ?", "crate =", "skip"]);
        assert_eq!(
            errors,
            [
                "expected `,` between two `ros` attributes",
                "expected the name of a `ros` attribute; write `name` or `name = value`, without quotes around the name",
            ]
        );
    }

    #[test]
    fn a_bare_attribute_is_reported() {
        assert_eq!(read(parse_quote!(#[ros])).1.len(), 1);
        assert_eq!(read(parse_quote!(#[ros = "x"])).1.len(), 1);
        assert_eq!(read(parse_quote!(#[ros()])).1.len(), 0);
    }
}
