//! The rules about the structs that `view` and `loan` generate: their names.

use super::error;
use crate::attr::Attr;
use crate::ctxt::Ctxt;
use syn::Ident;
use syn::ext::IdentExt;

// #[ros(view = Pose)]
// struct Pose { … }
/// The name of the generated struct: the one that is given, or the type's own name and `suffix`.
pub fn has_its_own_name(
    ctxt: &Ctxt,
    own: &Ident,
    attr: Option<&Attr<Option<Ident>>>,
    suffix: &str,
) -> Option<Ident> {
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
