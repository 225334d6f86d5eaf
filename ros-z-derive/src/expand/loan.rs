//! Prints the impl of `HasLoan` and, for `#[ros(loan)]`, the struct that is filled in place, with its impls. How a struct
//! is read and written is in the neighbours, which print it for both.

use super::generated::{Generated, bounds_of_nested, generics, may_lack_impls, parse};
use super::{at_type, default, deserialize, private};
use crate::ast::{Container, Field, Form, Kind, Wire};
use crate::bound::Names;
use crate::check::elements;
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;
use syn::{Generics, Ident, Type, WherePredicate, parse_quote};

/// The impl of `HasLoan`; none for a type that borrows.
pub fn has_loan_imp(container: &Container<'_>) -> Option<TokenStream> {
    let generics = container.generics;
    if generics.lifetimes().next().is_some() {
        return None;
    }
    let p = private(&container.krate);
    let ident = container.ident;
    let mut bounded = generics.clone();
    if container.loan.is_some() {
        bounded.make_where_clause().predicates.extend(bounds(container));
    } else if generics.type_params().next().is_some() {
        // The loan of a generic type is the type itself, so it has to be all that a loan is.
        let own: [WherePredicate; 2] = [
            parse_quote!(Self: #p::CdrSerialize),
            parse_quote!(Self: #p::RosField),
        ];
        bounded.make_where_clause().predicates.extend(own);
    }
    let (impl_generics, ty_generics, where_clause) = bounded.split_for_impl();
    let loan = match &container.loan {
        Some(loan) => quote!(#loan),
        None => quote!(Self),
    };
    let sequence = if generics.params.is_empty() && deserialize::has_read_layout(container) {
        quote!(<#p::Plain<{ #p::is_plain::<#ident>() }> as #p::SelectSequenceLoan>::SequenceLoan<#ident>)
    } else {
        quote!(#p::Vec<#loan>)
    };
    Some(quote! {
        #[automatically_derived]
        impl #impl_generics #p::HasLoan for #ident #ty_generics #where_clause {
            type Loan = #loan;
            type SequenceLoan = #sequence;
        }
    })
}

/// The struct that is filled in place, and the types of its fields.
fn generated<'a>(container: &'a Container<'_>) -> Option<Generated<'a>> {
    let types = container
        .wire_fields()
        .map(|(field, wire)| loan_type(container, field, wire));
    Some(Generated {
        owned: container,
        ident: container.loan.as_ref()?,
        form: Form::Loan,
        summary: "whose sequences are filled in the memory that is published",
        types: types.collect(),
        generics: generics(Generics::default(), bounds(container)),
    })
}

/// The struct that is filled in place.
pub fn item(container: &Container<'_>) -> Option<TokenStream> {
    Some(generated(container)?.item())
}

/// The impls of the struct that is filled in place.
pub fn item_imps(container: &Container<'_>, names: &Names) -> Option<TokenStream> {
    let loan = generated(container)?;
    let written = loan.written(names);
    let loan = loan.container(&loan.generics);
    let default = default_imp(container, &loan);
    let std = std_imps(&loan);
    Some(quote!(#written #default #std))
}

/// The bounds of the struct that is filled in place and its impls.
fn bounds(container: &Container<'_>) -> Vec<WherePredicate> {
    let p = private(&container.krate);
    bounds_of_nested(container, &quote!(#p::HasLoan))
}

/// The type of a field in the struct that is filled in place.
fn loan_type(container: &Container<'_>, field: &Field<'_>, wire: &Wire) -> Type {
    parse(&loan_tokens(container, field, wire))
}

fn loan_tokens(container: &Container<'_>, field: &Field<'_>, wire: &Wire) -> TokenStream {
    let krate = &container.krate;
    let ty = field.ty;
    let span = at_type(ty);
    let slice = |item: &Type| quote_spanned!(span=> #krate::CdrSliceMut<#item>);
    let of_any = |ty: &Type| quote_spanned!(span=> #krate::LoanOf<#ty>);
    match &wire.kind {
        _ if wire.is_wide() => quote!(#ty),
        Kind::Unknown => of_any(ty),
        Kind::Sequence(item) => match (&**item, elements(ty)) {
            (Kind::Scalar("bool") | Kind::Text { .. }, _) => match is_vec(ty) {
                true => quote!(#ty),
                false => of_any(ty),
            },
            (Kind::U8 | Kind::Scalar(_), Some((item, _))) => slice(item),
            _ => of_any(ty),
        },
        Kind::Array(item) => match (&**item, elements(ty)) {
            (Kind::Unknown, Some((item, Some(len)))) => {
                let item = of_any(item);
                quote_spanned!(span=> [#item; #len])
            }
            _ => quote!(#ty),
        },
        Kind::U8 | Kind::Scalar(_) | Kind::Text { .. } => quote!(#ty),
    }
}

/// The impl of `Default`, as far as the types of the fields have it: the default value in ROS, if the field has one. An
/// array of numbers has it at any length.
fn default_imp(container: &Container<'_>, loan: &Container<'_>) -> TokenStream {
    let p = private(&loan.krate);
    let ident = loan.ident;
    let (mut values, mut conditional) = (Vec::new(), Vec::new());
    for ((Field { ident, ty, .. }, wire), (owned, _)) in loan.wire_fields().zip(container.wire_fields()) {
        if let Some(value) = default::value_of_owned(&container.krate, owned) {
            values.push(quote!(#ident: #p::core::convert::From::from(#value)));
            continue;
        }
        let value = match (&wire.kind, elements(ty)) {
            (Kind::Array(item), Some((item_type, Some(len))))
                if matches!(**item, Kind::U8 | Kind::Scalar(_)) =>
            {
                quote!([<#item_type as #p::core::default::Default>::default(); #len])
            }
            (kind, _) if !may_lack_impls(kind) && !matches!(kind, Kind::Array(_)) => {
                quote!(#p::core::default::Default::default())
            }
            _ => {
                conditional.push(*ty);
                quote!(<#ty as #p::ConditionalDefault<'__a>>::default_value())
            }
        };
        values.push(quote!(#ident: #value));
    }
    let bound = where_each(loan, &conditional, &quote!(#p::ConditionalDefault));
    quote! {
        #[automatically_derived]
        impl<'__a> #p::core::default::Default for #ident #bound {
            fn default() -> Self {
                Self { #(#values),* }
            }
        }
    }
}

/// `Debug` and `PartialEq`, as far as the types of the fields have them.
fn std_imps(loan: &Container<'_>) -> TokenStream {
    let p = private(&loan.krate);
    let ident = loan.ident;
    let name = ident.unraw().to_string();
    let conditional: Vec<&Type> = loan
        .wire_fields()
        .filter(|(_, wire)| may_lack_impls(&wire.kind))
        .map(|(field, _)| field.ty)
        .collect();
    let debug = where_each(loan, &conditional, &quote!(#p::ConditionalDebug));
    let eq = where_each(loan, &conditional, &quote!(#p::ConditionalEq));
    let fields: Vec<&Ident> = loan.wire_fields().map(|(field, _)| field.ident).collect();
    let types = loan.wire_fields().map(|(field, _)| field.ty);
    let names = fields.iter().map(|field| field.unraw().to_string());
    let debugs = loan.wire_fields().map(
        |(Field { ident, ty, .. }, _)| quote!(<#ty as #p::ConditionalDebug<'__a>>::as_debug(&self.#ident)),
    );
    quote! {
        #[automatically_derived]
        impl<'__a> #p::core::fmt::Debug for #ident #debug {
            fn fmt(&self, __f: &mut #p::core::fmt::Formatter<'_>) -> #p::core::fmt::Result {
                #p::debug_fields(__f, #name, &[#((#names, #debugs)),*])
            }
        }

        #[automatically_derived]
        impl<'__a> #p::core::cmp::PartialEq for #ident #eq {
            fn eq(&self, __other: &Self) -> #p::core::primitive::bool {
                #(<#types as #p::ConditionalEq<'__a>>::is_equal(&self.#fields, &__other.#fields))&&*
            }
        }
    }
}

/// The type is spelled `Vec<…>`.
fn is_vec(ty: &Type) -> bool {
    let last = match ty {
        Type::Path(path) => path.path.segments.last(),
        _ => None,
    };
    last.is_some_and(|segment| segment.ident == "Vec")
}

/// The bounds of the struct, and one on each of the types, which may be false.
fn where_each(loan: &Container<'_>, types: &[&Type], bound: &TokenStream) -> TokenStream {
    let given = loan
        .generics
        .where_clause
        .iter()
        .flat_map(|given| &given.predicates);
    quote!(where #(#given,)* #(#types: #bound<'__a>),*)
}
