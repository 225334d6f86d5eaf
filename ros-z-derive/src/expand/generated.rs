//! Prints the parts that the borrowed struct and the struct that is filled in place have in common. The types of their
//! fields are in `view` and `loan`.

use super::{at_type, private, serialize, size};
use crate::ast::{Container, Data, Field, Form, Kind, Wire};
use crate::bound::Names;
use crate::check::elements;
use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;
use syn::{Generics, Ident, Type, WherePredicate, parse_quote_spanned};

/// A struct that is generated from another.
pub struct Generated<'a> {
    pub owned: &'a Container<'a>,
    pub ident: &'a Ident,
    pub form: Form,
    /// Ends the sentence about the struct in its documentation.
    pub summary: &'static str,
    /// The types of the fields on the wire. Parsed, so that their names show whether the size is variable.
    pub types: Vec<Type>,
    pub generics: Generics,
}

impl Generated<'_> {
    /// The struct itself.
    pub fn item(&self) -> TokenStream {
        let Container { ident, vis, doc, .. } = self.owned;
        let doc = doc.as_deref().map(|doc| quote!(#[doc = #doc] #[doc = ""]));
        let summary = format!("[`{}`], {}.", ident.unraw(), self.summary);
        let fields = self.owned.wire_fields().zip(&self.types).map(|((field, _), ty)| {
            let Field { ident, vis, doc, .. } = field;
            let doc = doc.as_deref().map(|doc| quote!(#[doc = #doc]));
            quote!(#doc #vis #ident: #ty)
        });
        let Self { ident, generics, .. } = self;
        let bounds = &generics.where_clause;
        // If the name is taken, the compiler refers to the attribute.
        let span = Span::call_site().located_at(ident.span());
        let item = quote_spanned!(span=> struct #ident #generics #bounds { #(#fields),* });
        quote! {
            #doc
            #[doc = #summary]
            // The compiler already reports lints about a field at the owned struct.
            #[allow(dead_code, deprecated, missing_docs, private_bounds, trivial_bounds)]
            #vis #item
        }
    }

    /// The struct as the input of an expansion, with these generics.
    pub fn container<'a>(&'a self, generics: &'a Generics) -> Container<'a> {
        let fields = self.owned.wire_fields().zip(&self.types);
        let fields = fields.map(|((field, _), ty)| Field { ty, ..field.clone() });
        let type_name = match &self.owned.data {
            Data::Struct { type_name, .. } => type_name.clone(),
            Data::Enum { .. } => String::new(),
        };
        Container {
            ident: self.ident,
            vis: self.owned.vis,
            generics,
            krate: self.owned.krate.clone(),
            doc: None,
            hash: None,
            default: false,
            view: None,
            loan: None,
            form: self.form,
            data: Data::Struct {
                type_name,
                fields: fields.collect(),
                packed: false,
            },
        }
    }

    /// The impls of `CdrSerialize`, `SizeEstimation`, `RosField` and `RosMessage`.
    pub fn written(&self, names: &Names) -> TokenStream {
        let container = self.container(&self.generics);
        let serialize = serialize::imp(&container, names);
        let size = size::estimation_of(self.ident, &self.generics, &container.krate);
        let message = self.message_imps();
        quote!(#serialize #size #message)
    }

    /// The impls of `RosField` and `RosMessage`: those of the owned struct.
    ///
    /// They contain calls instead of constants. The compiler evaluates every constant that another one mentions, used or
    /// not, and again for each list of bounds.
    fn message_imps(&self) -> TokenStream {
        let p = private(&self.owned.krate);
        let owned = self.owned.ident;
        let same = self.fields_are_the_same();
        let (impl_generics, ty_generics, bounds) = self.generics.split_for_impl();
        let ident = self.ident;
        quote! {
            #[automatically_derived]
            impl #impl_generics #p::RosField for #ident #ty_generics #bounds {
                const TYPE: #p::FieldType = {
                    #(#same)*
                    #p::type_of::<#owned>()
                };
            }

            #[automatically_derived]
            impl #impl_generics #p::RosMessage for #ident #ty_generics #bounds {
                const TYPE_NAME: &'static #p::core::primitive::str = #p::name_of::<#owned>();
                #[allow(long_running_const_eval)]
                const TYPE_HASH: #p::TypeHash = #p::TypeHash::of(#p::description_of::<Self>());
                const DESCRIPTION: #p::Option<&'static #p::TypeDescription> = #p::Some(#p::description_of::<Self>());

                fn type_description() -> #p::TypeDescription {
                    <#owned as #p::RosMessage>::type_description()
                }
            }
        }
    }

    /// Statements that compare the ROS types of the fields, from which the hash is computed.
    fn fields_are_the_same(&self) -> Vec<TokenStream> {
        let p = private(&self.owned.krate);
        let fields = self.owned.wire_fields().zip(&self.types);
        let checks = fields.filter_map(|((field, wire), generated)| {
            let owned = field.ty;
            let is_owned = matches!(wire.kind, Kind::U8 | Kind::Scalar(_)) || wire.is_wide();
            (!is_owned)
                .then(|| quote_spanned!(at_type(owned)=> #p::assert_same_field::<#owned, #generated>();))
        });
        checks.collect()
    }
}

/// The generics with these bounds.
pub fn generics(mut generics: Generics, bounds: impl IntoIterator<Item = WherePredicate>) -> Generics {
    let mut bounds = bounds.into_iter().peekable();
    if bounds.peek().is_some() {
        generics.make_where_clause().predicates.extend(bounds);
    }
    generics
}

/// The type that these tokens spell.
pub fn parse(ty: &TokenStream) -> Type {
    syn::parse2(ty.clone()).unwrap_or_else(|_| Type::Verbatim(ty.clone()))
}

/// Bounds each user's type in the fields by `trait_`. If the type does not implement it, the compiler reports the bound,
/// once and at the type, and assumes it in the impls.
pub fn bounds_of_nested(container: &Container<'_>, trait_: &TokenStream) -> Vec<WherePredicate> {
    let types = container
        .wire_fields()
        .filter_map(|(field, wire)| nested_type(container, field, wire));
    let bounds = types.map(|ty| {
        let at = at_type(ty);
        let located = trait_.clone().into_iter().map(|mut token| {
            token.set_span(token.span().located_at(at));
            token
        });
        let located: TokenStream = located.collect();
        parse_quote_spanned!(at=> #ty: #located)
    });
    bounds.collect()
}

/// The user's type that a field is or contains. A struct that contains itself is reported as such.
pub fn nested_type<'a>(container: &Container<'_>, field: &Field<'a>, wire: &Wire) -> Option<&'a Type> {
    let nested = nested(&wire.kind, field.ty)?;
    let is_self = matches!(nested, Type::Path(path) if path.path.is_ident(container.ident));
    (!is_self && !wire.is_wide()).then_some(nested)
}

fn nested<'a>(kind: &Kind, ty: &'a Type) -> Option<&'a Type> {
    match kind {
        Kind::Unknown => Some(ty),
        Kind::Sequence(item) | Kind::Array(item) => nested(item, elements(ty)?.0),
        Kind::U8 | Kind::Scalar(_) | Kind::Text { .. } => None,
    }
}

/// The field is or contains a type of the user's.
pub fn may_lack_impls(kind: &Kind) -> bool {
    match kind {
        Kind::Unknown => true,
        Kind::Sequence(item) | Kind::Array(item) => may_lack_impls(item),
        Kind::U8 | Kind::Scalar(_) | Kind::Text { .. } => false,
    }
}
