//! The rules about the structs that `view` and `loan` generate: their names, and the structs that they can be generated from.

use super::error;
use crate::ast::Data;
use crate::attr::Attr;
use crate::ctxt::Ctxt;
use syn::ext::IdentExt;
use syn::{Generics, Ident};

/// The texts of errors about `view` or about `loan`.
pub struct Texts {
    /// `view` or `loan`.
    name: &'static str,
    borrowing: &'static str,
    generic: &'static str,
}

pub const VIEW: Texts = Texts {
    name: "view",
    borrowing: "the struct borrows from a message already; remove `view`, and read it with `sample.view_as`",
    generic: "a view of a generic struct is not generated; write the struct without parameters, or remove `view`, write a struct `…View<'a>` with the same `type_name` and read it with `sample.view_as`",
};

pub const LOAN: Texts = Texts {
    name: "loan",
    borrowing: "the struct borrows its contents, and a loan contains them; remove `loan`, and add it to the owned struct",
    generic: "a loan of a generic struct is not generated; write the struct without parameters, or remove `loan` and write a struct `…Loan` with the same `type_name` and `CdrSliceMut` fields",
};

type Named = Attr<Option<Ident>>;

// #[ros(view)]
// struct Stamped<T> { … }
/// The struct has no parameters.
pub fn is_of_a_struct_without_parameters(
    ctxt: &Ctxt,
    attr: Option<&Named>,
    texts: &Texts,
    generics: &Generics,
) {
    let Some(attr) = attr else { return };
    if generics.lifetimes().next().is_some() {
        ctxt.error(error(attr.span(), texts.borrowing));
    } else if !generics.params.is_empty() {
        ctxt.error(error(attr.span(), texts.generic));
    }
}

// #[ros(loan)]
// struct Stamped { #[ros(skip)] received: Instant, … }
/// No field is skipped: the generated struct contains nothing but the message.
pub fn skips_no_field(ctxt: &Ctxt, attr: Option<&Named>, texts: &Texts, data: Option<&Data<'_>>) {
    let (Some(_), Some(Data::Struct { fields, .. })) = (attr, data) else {
        return;
    };
    let name = texts.name;
    for field in fields.iter().filter(|field| field.wire.is_none()) {
        let text = format!(
            "a {name} contains nothing but the message, and this field is skipped; remove the field, or remove `{name}` from the struct"
        );
        ctxt.error(error(field.ident.span(), text));
    }
}

// #[ros(view = Pose)]
// struct Pose { … }
/// The name of the generated struct: the one that is given, or the type's own name and `suffix`.
pub fn has_its_own_name(ctxt: &Ctxt, own: &Ident, attr: Option<&Named>, suffix: &str) -> Option<Ident> {
    let attr = attr?;
    let Some(name) = attr.value.as_ref()? else {
        // If the name is taken, the compiler refers to the attribute.
        return Some(Ident::new(&format!("{}{suffix}", own.unraw()), attr.span()));
    };
    if name == own {
        let text = format!(
            "`{own}` is the name of the struct itself; write another, such as `{}{suffix}`",
            own.unraw()
        );
        ctxt.error(error(name.span(), text));
        return None;
    }
    Some(name.clone())
}

// #[ros(view = PoseRef, loan = PoseRef)]
/// The two generated structs have different names.
pub fn names_differ(ctxt: &Ctxt, view: Option<&Ident>, loan: Option<&Ident>) {
    if let (Some(view), Some(loan)) = (view, loan)
        && view == loan
    {
        let text = format!("the view is called `{view}` too; write another name");
        ctxt.error(error(loan.span(), text));
    }
}
