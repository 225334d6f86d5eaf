//! The attributes of `#[derive(RosParameters)]`.

use super::{Attr, item, path_or, set, symbol, unknown, value};
use crate::attr::Place;
use crate::ctxt::Ctxt;
use syn::{Attribute, Expr, LitStr, Path};

/// The `ros` attributes of a struct or enum of parameters.
#[derive(Default)]
pub struct ParametersAttrs {
    /// Path to the crate with the trait.
    krate: Option<Attr<Path>>,
}

/// The `ros` attributes of a field of a struct of parameters.
#[derive(Default)]
pub struct ParameterFieldAttrs {
    pub rename: Option<Attr<LitStr>>,
    pub default: Option<Attr<Expr>>,
    pub range: Option<Attr<Expr>>,
    pub step: Option<Attr<Expr>>,
    pub read_only: Option<Attr<()>>,
}

impl ParametersAttrs {
    /// Reads the attributes of a struct or enum.
    pub fn read(ctxt: &Ctxt, attrs: &[Attribute], place: Place) -> Self {
        let mut read = Self::default();
        for item in item::items(ctxt, attrs) {
            match item.name.to_string().as_str() {
                symbol::CRATE => set(ctxt, &mut read.krate, &item, value::path),
                _ => ctxt.error(unknown::error(&item.name, place)),
            }
        }
        read
    }

    /// The path to the crate: that of the attribute, or `default`; `None` if it is not a path, which is reported
    /// already.
    pub fn krate(&self, default: Path) -> Option<Path> {
        path_or(self.krate.as_ref(), default)
    }
}

impl ParameterFieldAttrs {
    /// Reads the attributes of a field.
    pub fn read(ctxt: &Ctxt, attrs: &[Attribute]) -> Self {
        let mut read = Self::default();
        for item in item::items(ctxt, attrs) {
            match item.name.to_string().as_str() {
                symbol::RENAME => set(ctxt, &mut read.rename, &item, value::text),
                symbol::DEFAULT => set(ctxt, &mut read.default, &item, value::constant),
                symbol::RANGE => set(ctxt, &mut read.range, &item, value::range),
                symbol::STEP => set(ctxt, &mut read.step, &item, value::constant),
                symbol::READ_ONLY => set(ctxt, &mut read.read_only, &item, value::flag),
                _ => ctxt.error(unknown::error(&item.name, Place::ParameterField)),
            }
        }
        read
    }
}

/// Reads the text of a variant of an enum, if an attribute sets it.
pub fn variant_text(ctxt: &Ctxt, attrs: &[Attribute]) -> Option<LitStr> {
    let mut rename = None;
    for item in item::items(ctxt, attrs) {
        match item.name.to_string().as_str() {
            symbol::RENAME => set(ctxt, &mut rename, &item, value::text),
            _ => ctxt.error(unknown::error(&item.name, Place::ParameterVariant)),
        }
    }
    rename.and_then(|rename| rename.value)
}
