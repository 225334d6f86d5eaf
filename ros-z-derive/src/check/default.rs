//! The rules about default values: a literal suits the type of its field. The compiler checks the type of
//! any other constant, and the core its length.

use super::error;
use super::spelling::show;
use crate::ast::Kind;
use crate::attr::FieldAttrs;
use crate::bound::mentions_parameter;
use crate::ctxt::Ctxt;
use syn::{Expr, ExprLit, ExprUnary, Generics, Lit, Type, UnOp};

// #[ros(default = "fast")] x: f64,
// #[ros(default = 300)] x: u8,
// #[ros(default = 0)] x: Vec<u8>,
// #[ros(default = 0)] x: T,
/// The default value, if it is not a literal of another type.
pub fn suits_the_type(
    ctxt: &Ctxt,
    generics: &Generics,
    attrs: &FieldAttrs,
    kind: &Kind,
    ty: &Type,
) -> Option<Expr> {
    let attr = attrs.default.as_ref()?;
    if mentions_parameter(ty, generics) {
        let text = format!(
            "the type `{}` depends on a parameter, and a default value has one type; remove `default`",
            show(ty)
        );
        ctxt.error(error(attr.span(), text));
        return None;
    }
    let expr = attr.value.as_ref()?;
    ctxt.keep(judge(kind, ty, expr)).map(|()| expr.clone())
}

/// Judges a default value of a field of this type.
pub fn judge(kind: &Kind, ty: &Type, expr: &Expr) -> syn::Result<()> {
    match kind {
        Kind::U8 => scalar("u8", expr),
        Kind::Scalar(name) => scalar(name, expr),
        Kind::Text { .. } => match literal(expr) {
            None | Some((_, Lit::Str(_))) => Ok(()),
            Some(_) => Err(refused(expr, &show(ty), "is a string", "default = \"text\"")),
        },
        Kind::Sequence(item) | Kind::Array(item) => match (expr, literal(expr)) {
            (Expr::Array(array), _) => array
                .elems
                .iter()
                .try_for_each(|element| judge(item, ty, element)),
            (Expr::Repeat(repeat), _) => judge(item, ty, &repeat.expr),
            (_, None) => Ok(()),
            _ => Err(refused(
                expr,
                &show(ty),
                "is a list of values",
                "default = [value, value]",
            )),
        },
        Kind::Unknown => Ok(()),
    }
}

fn scalar(name: &str, expr: &Expr) -> syn::Result<()> {
    let Some((negative, literal)) = literal(expr) else {
        return match expr {
            Expr::Array(_) | Expr::Repeat(_) => Err(refused(
                expr,
                name,
                "is one value",
                &format!("default = {}", example(name)),
            )),
            _ => Ok(()),
        };
    };
    match (name, literal) {
        ("bool", Lit::Bool(_)) if !negative => Ok(()),
        ("f32" | "f64", Lit::Float(_)) => Ok(()),
        ("f32" | "f64", Lit::Int(int)) if int.suffix().is_empty() => {
            let sign = if negative { "-" } else { "" };
            let text = format!("default = {sign}{}.0", int.base10_digits());
            Err(refused(expr, name, "is a float", &text))
        }
        ("u8", Lit::Byte(_)) if !negative => Ok(()),
        ("bool" | "f32" | "f64", _) => {
            let kind = if name == "bool" {
                "is `true` or `false`"
            } else {
                "is a float"
            };
            Err(refused(expr, name, kind, &format!("default = {}", example(name))))
        }
        (_, Lit::Int(int)) => {
            let Some((min, max)) = range(name) else {
                return Ok(());
            };
            match int.base10_parse::<i128>() {
                Ok(value) if (min..=max).contains(&if negative { -value } else { value }) => Ok(()),
                _ => Err(syn::Error::new_spanned(
                    expr,
                    format!(
                        "the default value is not a `{name}`, which is {min} to {max}; write one of these"
                    ),
                )),
            }
        }
        _ => Err(refused(
            expr,
            name,
            "is an integer",
            &format!("default = {}", example(name)),
        )),
    }
}

/// The literal, and whether a minus sign is before it.
pub fn literal(expr: &Expr) -> Option<(bool, &Lit)> {
    match expr {
        Expr::Lit(ExprLit { lit, .. }) => Some((false, lit)),
        Expr::Unary(ExprUnary {
            op: UnOp::Neg(_),
            expr,
            ..
        }) => literal(expr).map(|(negative, lit)| (!negative, lit)),
        Expr::Group(group) => literal(&group.expr),
        Expr::Paren(paren) => literal(&paren.expr),
        _ => None,
    }
}

fn example(name: &str) -> &'static str {
    match name {
        "bool" => "true",
        "f32" | "f64" => "0.5",
        _ => "5",
    }
}

fn range(name: &str) -> Option<(i128, i128)> {
    Some(match name {
        "i8" => (i8::MIN.into(), i8::MAX.into()),
        "u8" => (0, u8::MAX.into()),
        "i16" => (i16::MIN.into(), i16::MAX.into()),
        "u16" => (0, u16::MAX.into()),
        "i32" => (i32::MIN.into(), i32::MAX.into()),
        "u32" => (0, u32::MAX.into()),
        "i64" => (i64::MIN.into(), i64::MAX.into()),
        "u64" => (0, u64::MAX.into()),
        _ => return None,
    })
}

fn refused(expr: &Expr, ty: &str, kind: &str, example: &str) -> syn::Error {
    syn::Error::new_spanned(
        expr,
        format!("the default value of `{ty}` {kind}; write `{example}`"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use syn::parse_quote;

    fn refuses(kind: &Kind, expr: Expr) -> String {
        judge(kind, &parse_quote!(Type), &expr)
            .expect_err("a wrong literal")
            .to_string()
    }

    fn accepts(kind: &Kind, expr: Expr) -> bool {
        judge(kind, &parse_quote!(Type), &expr).is_ok()
    }

    #[test]
    fn a_literal_of_another_type_is_refused_with_an_example() {
        let (int, float, bool) = (Kind::Scalar("i32"), Kind::Scalar("f64"), Kind::Scalar("bool"));
        let text = Kind::Text { borrowed: false };
        for (kind, expr, example) in [
            (&int, parse_quote!("5"), "write `default = 5`"),
            (&int, parse_quote!(1.5), "write `default = 5`"),
            (&int, parse_quote!([1]), "write `default = 5`"),
            (&float, parse_quote!(5), "write `default = 5.0`"),
            (&float, parse_quote!(-5), "write `default = -5.0`"),
            (&float, parse_quote!(true), "write `default = 0.5`"),
            (&bool, parse_quote!(1), "write `default = true`"),
            (&text, parse_quote!('a'), "write `default = \"text\"`"),
            (&Kind::U8, parse_quote!(256), "0 to 255; write one of these"),
            (&Kind::U8, parse_quote!(-1), "0 to 255; write one of these"),
            (
                &Kind::Sequence(Box::new(Kind::U8)),
                parse_quote!(5),
                "write `default = [value, value]`",
            ),
            (
                &Kind::Array(Box::new(Kind::U8)),
                parse_quote!([0, -1]),
                "0 to 255; write one of these",
            ),
        ] {
            let error = refuses(kind, expr);
            assert!(error.ends_with(example), "{error}");
        }
    }

    #[test]
    fn literals_of_the_type_and_other_constants_are_accepted() {
        let list = Kind::Sequence(Box::new(Kind::Scalar("f32")));
        assert!(accepts(&Kind::U8, parse_quote!(255)) && accepts(&Kind::U8, parse_quote!(b'a')));
        assert!(accepts(&Kind::Scalar("i8"), parse_quote!(-128)));
        assert!(accepts(&Kind::Scalar("f64"), parse_quote!(-1e3)));
        assert!(accepts(&Kind::Scalar("f64"), parse_quote!(std::f64::consts::PI)));
        assert!(accepts(&list, parse_quote!([1.0, LIMIT])) && accepts(&list, parse_quote!([0.0; 3])));
        assert!(accepts(&list, parse_quote!(LIMITS)));
        assert!(accepts(&Kind::Unknown, parse_quote!(Mode::Off)));
    }
}
