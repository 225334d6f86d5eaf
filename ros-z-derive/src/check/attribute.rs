//! Judges the items of `#[ros(…)]`: known or not, in the right place, at most once,
//! with a value of the right form. What an attribute means for a field of some type is
//! judged in `check`.

use super::spelling::is_zero;
use crate::attr::{Item, Value, peel};
use crate::ctxt::Ctxt;
use quote::ToTokens;
use syn::{Expr, ExprLit, Lit, LitStr, Path};

/// The items that were found to be right, each name at most once.
pub struct Items(Vec<Item>);

/// Where attributes stand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Struct,
    Enum,
    Field,
}

impl Place {
    fn name(self) -> &'static str {
        match self {
            Self::Struct => "struct",
            Self::Enum => "enum",
            Self::Field => "field",
        }
    }

    const fn names(self) -> &'static [&'static str] {
        match self {
            Self::Struct | Self::Enum => &["type_name", "package", "crate"],
            Self::Field => &[
                "rename",
                "max_len",
                "max_string_len",
                "wstring",
                "char",
                "byte",
                "skip",
            ],
        }
    }
}

impl Items {
    /// Reports the items that are unknown or repeated, and keeps the others.
    pub fn judge(ctxt: &Ctxt, items: Vec<Item>, place: Place) -> Self {
        let mut kept: Vec<Item> = Vec::new();
        for item in items {
            if !place.names().iter().any(|name| item.name == name) {
                ctxt.error(syn::Error::new(
                    item.span(),
                    unknown(&item.name.to_string(), place),
                ));
            } else if kept.iter().any(|other| other.name == item.name) {
                let text = format!("`{}` was given before; remove one of the two", item.name);
                ctxt.error(syn::Error::new(item.span(), text));
            } else {
                kept.push(item);
            }
        }
        Self(kept)
    }

    pub fn get(&self, name: &str) -> Option<&Item> {
        self.0.iter().find(|item| item.name == name)
    }

    pub fn iter(&self) -> impl Iterator<Item = &Item> {
        self.0.iter()
    }

    /// The value of an attribute that takes a string literal.
    pub fn text(&self, ctxt: &Ctxt, name: &str) -> Option<LitStr> {
        let item = self.get(name)?;
        let example = format!("{name} = \"…\"");
        match peel(expr(ctxt, item, &example)?) {
            Expr::Lit(ExprLit {
                lit: Lit::Str(text), ..
            }) => Some(text.clone()),
            other => {
                let text = format!("`{name}` takes a string literal; write `{example}`");
                ctxt.error(syn::Error::new_spanned(other, text));
                None
            }
        }
    }

    /// The value of an attribute that takes a length.
    pub fn length(&self, ctxt: &Ctxt, name: &str) -> Option<Expr> {
        let item = self.get(name)?;
        let expr = expr(ctxt, item, &format!("{name} = 8"))?;
        let expr = unwrapped(expr);
        let text = match expr {
            zero if is_zero(zero) => format!("`{name} = 0` leaves room for nothing; write at least 1"),
            Expr::Lit(ExprLit { lit: Lit::Int(_), .. }) => return Some(expr.clone()),
            Expr::Lit(_) | Expr::Unary(_) => {
                format!("`{name}` takes a length; write `{name} = 8`, or a constant of type `usize`")
            }
            _ => return Some(expr.clone()),
        };
        ctxt.error(syn::Error::new_spanned(expr, text));
        None
    }

    /// Whether an attribute without a value is there.
    pub fn flag(&self, ctxt: &Ctxt, name: &str) -> bool {
        let Some(item) = self.get(name) else {
            return false;
        };
        if !matches!(item.value, Value::Flag) {
            let text = format!("`{name}` takes no value; write `{name}` alone");
            ctxt.error(syn::Error::new(item.span(), text));
        }
        true
    }
}

/// The expression without parentheses and braces around it, which the compiler would find unnecessary where we print it.
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

/// The path to the core crate: the one of the attribute, else `default`; `None` if the attribute has something else than a path.
pub fn krate(ctxt: &Ctxt, items: &[Item], default: Path) -> Option<Path> {
    let Some(item) = items.iter().find(|item| item.name == "crate") else {
        return Some(default);
    };
    match peel(expr(ctxt, item, "crate = path")?) {
        Expr::Path(path) if path.qself.is_none() => Some(path.path.clone()),
        Expr::Lit(ExprLit {
            lit: Lit::Str(text), ..
        }) => {
            let path = text
                .parse_with(Path::parse_mod_style)
                .map_err(|_| not_a_path(text));
            ctxt.keep(path)
        }
        other => {
            ctxt.error(not_a_path(other));
            None
        }
    }
}

fn not_a_path(found: &impl ToTokens) -> syn::Error {
    syn::Error::new_spanned(
        found,
        "`crate` takes the path to the core crate; write `crate = my::ros_z_core`",
    )
}

fn expr<'a>(ctxt: &Ctxt, item: &'a Item, example: &str) -> Option<&'a Expr> {
    match &item.value {
        Value::Expr(expr) => return Some(expr),
        Value::Flag => ctxt.error(syn::Error::new(
            item.span(),
            format!("`{}` needs a value; write `{example}`", item.name),
        )),
        Value::Missing(equals) => ctxt.error(syn::Error::new_spanned(
            equals,
            format!("`{} =` is not followed by a value; write `{example}`", item.name),
        )),
        Value::List => {
            ctxt.error(syn::Error::new(
                item.span(),
                format!("`{}` takes no parentheses; write `{example}`", item.name),
            ));
        }
    }
    None
}

fn unknown(name: &str, place: Place) -> String {
    match place {
        Place::Struct if Place::Field.names().contains(&name) => {
            return format!("`{name}` belongs on a field, not on a struct; move it there");
        }
        Place::Field if Place::Struct.names().contains(&name) => {
            return format!("`{name}` belongs on a struct, not on a field; move it there");
        }
        Place::Enum if Place::Field.names().contains(&name) => {
            return format!("`{name}` belongs on a field of a struct, and an enum has none; remove it");
        }
        _ => {}
    }
    let expected: Vec<String> = place.names().iter().map(|name| format!("`{name}`")).collect();
    let meant = match closest(name, place.names()) {
        Some(meant) => format!("; did you mean `{meant}`?"),
        None => String::new(),
    };
    format!(
        "unknown `ros` {} attribute `{name}`; expected {}{meant}",
        place.name(),
        expected.join(", ")
    )
}

/// The name that is at most a third of its letters away.
fn closest(name: &str, names: &[&'static str]) -> Option<&'static str> {
    let near = |other: &&str| (distance(name, other), other.len());
    let best = names.iter().copied().min_by_key(near)?;
    (distance(name, best) <= (best.len() / 3).max(1)).then_some(best)
}

/// Levenshtein distance.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, to) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(from != *to);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attr;
    use syn::{Attribute, parse_quote};

    /// Judges the attribute with `look`, and gives the mistakes.
    fn mistakes(attr: Attribute, place: Place, look: impl FnOnce(&Ctxt, &Items)) -> Vec<String> {
        let ctxt = Ctxt::new();
        let items = Items::judge(&ctxt, attr::items(&ctxt, &[attr]), place);
        look(&ctxt, &items);
        ctxt.check().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn unknown_attributes_come_with_the_known_ones() {
        let texts = mistakes(parse_quote!(#[ros(max_lne = 3, colour)]), Place::Field, |_, _| ());
        let expected = "expected `rename`, `max_len`, `max_string_len`, `wstring`, `char`, `byte`, `skip`";
        assert_eq!(
            texts,
            [
                format!("unknown `ros` field attribute `max_lne`; {expected}; did you mean `max_len`?"),
                format!("unknown `ros` field attribute `colour`; {expected}"),
            ]
        );
    }

    #[test]
    fn attributes_of_the_other_place_are_sent_there() {
        let texts = mistakes(parse_quote!(#[ros(skip)]), Place::Struct, |_, _| ());
        assert_eq!(
            texts,
            ["`skip` belongs on a field, not on a struct; move it there"]
        );
    }

    #[test]
    fn a_repetition_is_one_mistake_and_the_first_counts() {
        let mut value = None;
        let texts = mistakes(
            parse_quote!(#[ros(rename = "a", rename = "b")]),
            Place::Field,
            |ctxt, items| {
                value = items.text(ctxt, "rename").map(|text| text.value());
            },
        );
        assert_eq!((texts.len(), value.as_deref()), (1, Some("a")));
    }

    #[test]
    fn values_of_the_wrong_form_are_refused() {
        let length = |ctxt: &Ctxt, items: &Items| drop(items.length(ctxt, "max_len"));
        for attr in [
            parse_quote!(#[ros(max_len)]),
            parse_quote!(#[ros(max_len(3))]),
            parse_quote!(#[ros(max_len = 0)]),
            parse_quote!(#[ros(max_len = "3")]),
            parse_quote!(#[ros(max_len = -3)]),
        ] {
            assert_eq!(mistakes(attr, Place::Field, length).len(), 1);
        }
        for attr in [
            parse_quote!(#[ros(max_len = 3)]),
            parse_quote!(#[ros(max_len = N * 2)]),
            parse_quote!(#[ros(max_len = { 3 })]),
        ] {
            assert!(mistakes(attr, Place::Field, length).is_empty());
        }
        let text = |ctxt: &Ctxt, items: &Items| drop(items.text(ctxt, "rename"));
        assert_eq!(
            mistakes(parse_quote!(#[ros(rename = x)]), Place::Field, text).len(),
            1
        );
        let flag = |ctxt: &Ctxt, items: &Items| assert!(items.flag(ctxt, "skip"));
        assert_eq!(
            mistakes(parse_quote!(#[ros(skip = true)]), Place::Field, flag).len(),
            1
        );
        assert_eq!(mistakes(parse_quote!(#[ros(skip)]), Place::Field, flag).len(), 0);
    }

    #[test]
    fn the_crate_is_a_path_or_a_path_in_a_string() {
        let found = |attr: Attribute| {
            let ctxt = Ctxt::new();
            let path = krate(
                &ctxt,
                &attr::items(&ctxt, &[attr]),
                syn::parse_quote!(::ros_z_core),
            )
            .map(|path| path.to_token_stream().to_string());
            (path, ctxt.check().len())
        };
        assert_eq!(
            found(parse_quote!(#[ros()])),
            (Some(":: ros_z_core".to_owned()), 0)
        );
        assert_eq!(
            found(parse_quote!(#[ros(crate = crate::cdr)])),
            (Some("crate :: cdr".to_owned()), 0)
        );
        assert_eq!(
            found(parse_quote!(#[ros(crate = "::my::cdr")])),
            (Some(":: my :: cdr".to_owned()), 0)
        );
        assert_eq!(found(parse_quote!(#[ros(crate = "my cdr")])), (None, 1));
        assert_eq!(found(parse_quote!(#[ros(crate = 3)])), (None, 1));
        assert_eq!(found(parse_quote!(#[ros(crate)])), (None, 1));
    }
}
