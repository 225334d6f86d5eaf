//! The attributes of Rust itself that a derive reads: doc comments and `#[repr(…)]`.

use super::item::peel;
use proc_macro2::TokenStream;
use syn::{Attribute, Expr, ExprLit, Ident, Lit, Meta, parenthesized};

/// Returns the text of the doc comments, without the leading space of each line.
pub fn doc(attrs: &[Attribute]) -> Option<String> {
    let mut lines = Vec::new();
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("doc")) {
        let Meta::NameValue(pair) = &attr.meta else {
            continue;
        };
        if let Expr::Lit(ExprLit {
            lit: Lit::Str(text), ..
        }) = peel(&pair.value)
        {
            let text = text.value();
            lines.extend(
                text.split('\n')
                    .map(|line| line.strip_prefix(' ').unwrap_or(line).trim_end().to_owned()),
            );
        }
    }
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// Returns the names in all `#[repr(…)]`: `C`, `u8`, `packed` …
pub fn reprs(attrs: &[Attribute]) -> Vec<Ident> {
    let mut reprs = Vec::new();
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("repr")) {
        // The compiler reports a `repr` that cannot be read.
        let _ = attr.parse_nested_meta(|meta| {
            reprs.extend(meta.path.get_ident().cloned());
            if meta.input.peek(syn::token::Paren) {
                let content;
                parenthesized!(content in meta.input);
                content.parse::<TokenStream>()?;
            }
            Ok(())
        });
    }
    reprs
}

#[cfg(test)]
mod tests {
    use super::*;
    use syn::parse_quote;

    #[test]
    fn doc_comments_lose_one_space_and_keep_the_rest() {
        let attrs: Vec<Attribute> = vec![
            parse_quote!(#[doc = " Metres."]),
            parse_quote!(#[doc = ""]),
            parse_quote!(#[doc(hidden)]),
            parse_quote!(#[doc = "   indented"]),
        ];
        assert_eq!(doc(&attrs).as_deref(), Some("Metres.\n\n  indented"));
        assert_eq!(doc(&[]), None);
    }

    #[test]
    fn reprs_are_read_through_their_arguments() {
        let attrs: Vec<Attribute> = vec![parse_quote!(#[repr(C, packed(2))]), parse_quote!(#[repr(u8)])];
        let names: Vec<String> = reprs(&attrs).iter().map(ToString::to_string).collect();
        assert_eq!(names, ["C", "packed", "u8"]);
    }
}
