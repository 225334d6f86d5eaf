//! The rules about the range of a parameter: it is of a number, contains both of its ends, and contains the default
//! value. Ends and steps that are not literals are judged by the compiler and when the parameters are declared.

use super::number;
use crate::ast::{Kind, NumberRange};
use crate::attr::{Attr, ParameterFieldAttrs, peel};
use crate::check::default::literal;
use crate::check::spelling::show;
use crate::ctxt::Ctxt;
use syn::{Expr, ExprRange, Lit, RangeLimits, Type};

// #[ros(default = "map", range = 0..=3)] frame: String,
// #[ros(default = 1.5, range = 0.0..3.0)] speed: f64,
// #[ros(default = 1.5, range = 3.0..=0.0)] speed: f64,
// #[ros(default = 5.0, range = 0.0..=3.0)] speed: f64,
// #[ros(default = 5.0, step = 0.5)] speed: f64,
/// The range of a field with this default value. Returns an error if one was reported.
pub fn suits_the_type(
    ctxt: &Ctxt,
    attrs: &ParameterFieldAttrs,
    kind: &Kind,
    ty: &Type,
    default: Option<&Expr>,
) -> Result<Option<NumberRange>, ()> {
    let (Some(range), step) = (&attrs.range, &attrs.step) else {
        return match &attrs.step {
            Some(step) => {
                let text = "`step` is the distance between the values of a range; add `range`, for example `range = 0.0..=3.0`";
                ctxt.error(syn::Error::new(step.span(), text));
                Err(())
            }
            None => Ok(None),
        };
    };
    let judged = is_of_a_number(range, kind, ty)
        .and_then(|()| read(range))
        .and_then(|range| judge(range, step.as_ref(), kind, ty, default));
    ctxt.keep(judged).ok_or(())
}

fn is_of_a_number(range: &Attr<Expr>, kind: &Kind, ty: &Type) -> syn::Result<()> {
    match kind {
        Kind::Unknown | Kind::U8 => Ok(()),
        Kind::Scalar(name) if *name != "bool" => Ok(()),
        _ => Err(syn::Error::new(
            range.span(),
            format!(
                "only a number has a range, and this is a `{}`; remove `range`, and check the value in the function that is passed to `parameters_checked`",
                show(ty)
            ),
        )),
    }
}

fn read(range: &Attr<Expr>) -> syn::Result<Option<&ExprRange>> {
    // `None` if the value could not be read, which is reported already.
    let Some(Expr::Range(range)) = &range.value else {
        return Ok(None);
    };
    if let (RangeLimits::HalfOpen(dots), Some(end)) = (&range.limits, &range.end) {
        return Err(syn::Error::new_spanned(
            dots,
            format!(
                "the range of a parameter contains its end; write `..={}`",
                show(end)
            ),
        ));
    }
    Ok(Some(range))
}

fn judge(
    range: Option<&ExprRange>,
    step: Option<&Attr<Expr>>,
    kind: &Kind,
    ty: &Type,
    default: Option<&Expr>,
) -> syn::Result<Option<NumberRange>> {
    let Some(range) = range else {
        return Ok(None);
    };
    let owned = |expr: &Option<Box<Expr>>| expr.as_deref().map(|expr| peel(expr).clone());
    let (from, to) = (owned(&range.start), owned(&range.end));
    let step = step.and_then(|step| step.value.clone());
    for end in [&from, &to, &step].into_iter().flatten() {
        suits_the_number(kind, ty, end)?;
    }
    let ends = (from.as_ref().and_then(number), to.as_ref().and_then(number));
    if let (Some(first), Some(last)) = ends
        && first > last
    {
        let text = format!(
            "the range from {} to {} contains nothing; exchange the two",
            first, last
        );
        return Err(syn::Error::new_spanned(range, text));
    }
    if let Some(default) = default
        && let Some(value) = number(default)
        && (ends.0.is_some_and(|first| value < first) || ends.1.is_some_and(|last| value > last))
    {
        let text = format!("the default value is not in the range `{}`", show(range));
        return Err(syn::Error::new_spanned(default, text));
    }
    if let Some(step) = &step
        && number(step).is_some_and(|step| step <= 0.0)
    {
        let text = "the step of a range is more than 0; write the distance between two values";
        return Err(syn::Error::new_spanned(step, text));
    }
    Ok(Some(NumberRange { from, to, step }))
}

/// A literal has the form of the number's type.
fn suits_the_number(kind: &Kind, ty: &Type, end: &Expr) -> syn::Result<()> {
    let Some((negative, literal)) = literal(end) else {
        return Ok(());
    };
    let is_float = match kind {
        Kind::Scalar(name) => name.starts_with('f'),
        Kind::U8 => false,
        _ => return Ok(()),
    };
    let sign = if negative { "-" } else { "" };
    let instead = match literal {
        Lit::Int(int) if is_float && int.suffix().is_empty() => format!("{sign}{}.0", int.base10_digits()),
        Lit::Int(_) | Lit::Float(_) if is_float == matches!(literal, Lit::Float(_)) => return Ok(()),
        _ if is_float => "0.5".to_owned(),
        _ => "5".to_owned(),
    };
    Err(syn::Error::new_spanned(
        end,
        format!(
            "the range of a `{}` has ends of this type; write `{instead}`",
            show(ty)
        ),
    ))
}
