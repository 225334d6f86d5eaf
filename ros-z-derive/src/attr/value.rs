//! The forms of attribute values: each function reads one form, or returns the error with an
//! example of the right form.

use super::item::{Item, Value, peel};
use quote::ToTokens;
use syn::{Expr, ExprLit, Ident, Lit, LitStr, Path};

/// A string literal.
pub fn text(item: &Item) -> syn::Result<LitStr> {
    let example = format!("{} = \"…\"", item.name);
    match peel(expr(item, &example)?) {
        Expr::Lit(ExprLit {
            lit: Lit::Str(text), ..
        }) => Ok(text.clone()),
        other => Err(syn::Error::new_spanned(
            other,
            format!("`{}` takes a string literal; write `{example}`", item.name),
        )),
    }
}

/// A length: a literal of at least 1, or any expression.
pub fn length(item: &Item) -> syn::Result<Expr> {
    let name = &item.name;
    let expr = unwrapped(expr(item, &format!("{name} = 8"))?);
    let text = match expr {
        zero if is_zero(zero) => format!("`{name} = 0` leaves room for nothing; write at least 1"),
        Expr::Lit(ExprLit { lit: Lit::Int(_), .. }) => return Ok(expr.clone()),
        Expr::Lit(_) | Expr::Unary(_) => {
            format!("`{name}` takes a length; write `{name} = 8`, or a constant of type `usize`")
        }
        _ => return Ok(expr.clone()),
    };
    Err(syn::Error::new_spanned(expr, text))
}

/// Any expression.
pub fn constant(item: &Item) -> syn::Result<Expr> {
    let expr = expr(item, &format!("{} = 5", item.name))?;
    Ok(unwrapped(expr).clone())
}

/// A range with two dots.
pub fn range(item: &Item) -> syn::Result<Expr> {
    let name = &item.name;
    match unwrapped(expr(item, &format!("{name} = 0.0..=3.0"))?) {
        range @ Expr::Range(_) => Ok(range.clone()),
        other => Err(syn::Error::new_spanned(
            other,
            format!("`{name}` takes the smallest and the largest value; write `{name} = 0.0..=3.0`"),
        )),
    }
}

/// No value.
pub fn flag(item: &Item) -> syn::Result<()> {
    match item.value {
        Value::Flag => Ok(()),
        _ => Err(syn::Error::new(
            item.name.span(),
            format!("`{0}` takes no value; write `{0}` alone", item.name),
        )),
    }
}

/// No value, or the name of the type to generate.
pub fn optional_name(item: &Item) -> syn::Result<Option<Ident>> {
    if matches!(item.value, Value::Flag) {
        return Ok(None);
    }
    let name = &item.name;
    let text =
        format!("`{name}` takes the name of the type to generate; write `{name}` alone or `{name} = Name`");
    match peel(expr(item, &format!("{name} = Name"))?) {
        Expr::Path(path) if path.qself.is_none() => match path.path.get_ident() {
            Some(ident) => Ok(Some(ident.clone())),
            None => Err(syn::Error::new_spanned(path, text)),
        },
        other => Err(syn::Error::new_spanned(other, text)),
    }
}

/// A path, or a string literal with a path in it.
pub fn path(item: &Item) -> syn::Result<Path> {
    match peel(expr(item, "crate = path")?) {
        Expr::Path(path) if path.qself.is_none() => Ok(path.path.clone()),
        Expr::Lit(ExprLit {
            lit: Lit::Str(text), ..
        }) => text
            .parse_with(Path::parse_mod_style)
            .map_err(|_| not_a_path(text)),
        other => Err(not_a_path(other)),
    }
}

fn not_a_path(found: &impl ToTokens) -> syn::Error {
    syn::Error::new_spanned(
        found,
        "`crate` takes the path to the core crate; write `crate = my::ros_z_core`",
    )
}

fn expr<'a>(item: &'a Item, example: &str) -> syn::Result<&'a Expr> {
    let name = &item.name;
    match &item.value {
        Value::Expr(expr) => Ok(expr),
        Value::Flag => Err(syn::Error::new(
            name.span(),
            format!("`{name}` needs a value; write `{example}`"),
        )),
        Value::Missing(equals) => Err(syn::Error::new_spanned(
            equals,
            format!("`{name} =` is not followed by a value; write `{example}`"),
        )),
        Value::List => Err(syn::Error::new(
            name.span(),
            format!("`{name}` takes no parentheses; write `{example}`"),
        )),
    }
}

/// The expression without parentheses and braces around it: the compiler warns of them in the output.
fn unwrapped(expr: &Expr) -> &Expr {
    match peel(expr) {
        Expr::Block(block) if block.label.is_none() && block.attrs.is_empty() => match &block.block.stmts[..]
        {
            [syn::Stmt::Expr(inner, None)] => unwrapped(inner),
            _ => peel(expr),
        },
        bare => bare,
    }
}

/// Whether the expression is a literal 0.
pub fn is_zero(expr: &Expr) -> bool {
    matches!(peel(expr), Expr::Lit(ExprLit { lit: Lit::Int(int), .. }) if int.base10_digits() == "0")
}
