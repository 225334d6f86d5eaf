//! Reads the attributes of an input into typed structs, each part with its original tokens. Reports what
//! cannot be read: an unknown or repeated name, a value of the wrong form. `check` judges what the
//! attributes mean for the type or field that they are on.

mod foreign;
mod item;
mod parameters;
mod symbol;
mod unknown;
mod value;

use crate::ctxt::Ctxt;
use item::Item;
use proc_macro2::Span;
use syn::{Attribute, Expr, Ident, LitStr, Path};

pub use foreign::{doc, reprs};
pub use item::peel;
pub use parameters::{ParameterFieldAttrs, ParametersAttrs, variant_text};
pub use unknown::Place;
pub use value::is_zero;

/// One attribute of a `#[ros(…)]`.
pub struct Attr<T> {
    /// The name, as it was written.
    pub name: Ident,
    /// `None` if the value could not be read, which is reported already.
    pub value: Option<T>,
}

/// The `ros` attributes of a struct or enum.
#[derive(Default)]
pub struct ContainerAttrs {
    pub type_name: Option<Attr<LitStr>>,
    pub package: Option<Attr<LitStr>>,
    /// Path to the core crate.
    pub krate: Option<Attr<Path>>,
    /// The type hash that the user froze.
    pub hash: Option<Attr<LitStr>>,
    /// Asks for an impl of `Default`.
    pub default: Option<Attr<()>>,
    /// Asks for a borrowed struct, with its name if one is given.
    pub view: Option<Attr<Option<Ident>>>,
    /// Asks for a struct of loaned sequences, with its name if one is given.
    pub loan: Option<Attr<Option<Ident>>>,
}

/// The `ros` attributes of a field.
#[derive(Default)]
pub struct FieldAttrs {
    pub rename: Option<Attr<LitStr>>,
    pub max_len: Option<Attr<Expr>>,
    pub max_string_len: Option<Attr<Expr>>,
    /// `wstring`, `char` and `byte`, in the order in which they were written.
    pub ros_types: Vec<Attr<RosType>>,
    pub skip: Option<Attr<()>>,
    /// The default value in ROS.
    pub default: Option<Attr<Expr>>,
}

/// A ROS type that an attribute selects for a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RosType {
    Wstring,
    Char,
    Byte,
}

impl<T> Attr<T> {
    /// The place of an error about the attribute as a whole.
    pub fn span(&self) -> Span {
        self.name.span()
    }
}

impl RosType {
    /// The name of the attribute that selects the type.
    pub fn name(self) -> &'static str {
        match self {
            Self::Wstring => symbol::WSTRING,
            Self::Char => symbol::CHAR,
            Self::Byte => symbol::BYTE,
        }
    }
}

impl ContainerAttrs {
    /// Reads the attributes of a struct or enum.
    pub fn read(ctxt: &Ctxt, attrs: &[Attribute], place: Place) -> Self {
        let mut read = Self::default();
        for item in item::items(ctxt, attrs) {
            let name = item.name.to_string();
            if !place.takes(&name) {
                ctxt.error(unknown::error(&item.name, place));
                continue;
            }
            match name.as_str() {
                symbol::TYPE_NAME => set(ctxt, &mut read.type_name, &item, value::text),
                symbol::PACKAGE => set(ctxt, &mut read.package, &item, value::text),
                symbol::CRATE => set(ctxt, &mut read.krate, &item, value::path),
                symbol::HASH => set(ctxt, &mut read.hash, &item, value::text),
                symbol::DEFAULT => set(ctxt, &mut read.default, &item, value::flag),
                symbol::VIEW => set(ctxt, &mut read.view, &item, value::optional_name),
                symbol::LOAN => set(ctxt, &mut read.loan, &item, value::optional_name),
                _ => ctxt.error(unknown::error(&item.name, place)),
            }
        }
        read
    }

    /// The path to the core crate: that of the attribute, or `default`.
    ///
    /// `None` if the value of the attribute is not a path, which is reported already.
    pub fn krate(&self, default: Path) -> Option<Path> {
        path_or(self.krate.as_ref(), default)
    }
}

impl FieldAttrs {
    /// Reads the attributes of a field.
    pub fn read(ctxt: &Ctxt, attrs: &[Attribute]) -> Self {
        let mut read = Self::default();
        for item in item::items(ctxt, attrs) {
            match item.name.to_string().as_str() {
                symbol::RENAME => set(ctxt, &mut read.rename, &item, value::text),
                symbol::MAX_LEN => set(ctxt, &mut read.max_len, &item, value::length),
                symbol::MAX_STRING_LEN => set(ctxt, &mut read.max_string_len, &item, value::length),
                symbol::WSTRING => read.add_ros_type(ctxt, &item, RosType::Wstring),
                symbol::CHAR => read.add_ros_type(ctxt, &item, RosType::Char),
                symbol::BYTE => read.add_ros_type(ctxt, &item, RosType::Byte),
                symbol::SKIP => set(ctxt, &mut read.skip, &item, value::flag),
                symbol::DEFAULT => set(ctxt, &mut read.default, &item, value::constant),
                _ => ctxt.error(unknown::error(&item.name, Place::Field)),
            }
        }
        read
    }

    fn add_ros_type(&mut self, ctxt: &Ctxt, item: &Item, ros_type: RosType) {
        if self.ros_types.iter().any(|other| other.value == Some(ros_type)) {
            ctxt.error(repeated(item));
            return;
        }
        let mut attr = None;
        set(ctxt, &mut attr, item, value::flag);
        self.ros_types.extend(attr.map(|attr| Attr {
            name: attr.name,
            value: Some(ros_type),
        }));
    }

    /// The names of the attributes that were given, without `skip`.
    pub fn names_besides_skip(&self) -> impl Iterator<Item = &Ident> {
        let texts = self.rename.iter().map(|attr| &attr.name);
        let values = [&self.max_len, &self.max_string_len, &self.default];
        let values = values.into_iter().flatten().map(|attr| &attr.name);
        texts
            .chain(values)
            .chain(self.ros_types.iter().map(|attr| &attr.name))
    }
}

/// The names of the `ros` attributes of an enum variant, which takes none.
pub fn names(ctxt: &Ctxt, attrs: &[Attribute]) -> Vec<Ident> {
    let items = item::items(ctxt, attrs).into_iter();
    items.map(|item| item.name).collect()
}

/// Stores an attribute with the value that `read` finds in it, or reports that it was given before.
fn set<T>(ctxt: &Ctxt, slot: &mut Option<Attr<T>>, item: &Item, read: impl FnOnce(&Item) -> syn::Result<T>) {
    if slot.is_some() {
        ctxt.error(repeated(item));
        return;
    }
    *slot = Some(Attr {
        name: item.name.clone(),
        value: ctxt.keep(read(item)),
    });
}

/// Returns the path that an attribute sets, or `default` without the attribute.
fn path_or(attr: Option<&Attr<Path>>, default: Path) -> Option<Path> {
    attr.map_or(Some(default), |attr| attr.value.clone())
}

fn repeated(item: &Item) -> syn::Error {
    let text = format!("`{}` was given before; remove one of the two", item.name);
    syn::Error::new(item.name.span(), text)
}

#[cfg(test)]
mod tests;
