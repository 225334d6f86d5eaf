//! Judges a derive input and turns it into the tree of `ast`. Every mistake is
//! reported with what to write instead; nothing is printed here.

mod attribute;
mod field_type;
mod fields;
mod name;
mod spelling;
mod std_type;

use crate::ast::{Container, Data, Int, Variant};
use crate::attr::{self, Item};
use crate::ctxt::Ctxt;
use attribute::{Items, Place};
use fields::fields;
use proc_macro2::Span;
use std::collections::HashSet;
use syn::ext::IdentExt;
use syn::{DataEnum, DeriveInput, Fields, Ident, Path};

pub use attribute::krate;
pub use spelling::{is_own, is_unsized};

/// The integer types that an enum may be written as: Rust name, ROS name.
const INTS: [(&str, &str); 8] = [
    ("i8", "int8"),
    ("u8", "uint8"),
    ("i16", "int16"),
    ("u16", "uint16"),
    ("i32", "int32"),
    ("u32", "uint32"),
    ("i64", "int64"),
    ("u64", "uint64"),
];

/// Judges the type and its attributes `items`; `cargo_package` is the default for its ROS package.
///
/// Gives `None` where a mistake was reported, or where the compiler will report one.
pub fn container<'a>(
    ctxt: &Ctxt,
    input: &'a DeriveInput,
    items: Vec<Item>,
    krate: Option<Path>,
    cargo_package: Option<&str>,
) -> Option<Container<'a>> {
    // To ROS, an enum is an integer: it has no name, but one that is given has to be right.
    let is_enum = matches!(input.data, syn::Data::Enum(_));
    let items = Items::judge(ctxt, items, if is_enum { Place::Enum } else { Place::Struct });
    let is_named = items.get("type_name").or(items.get("package")).is_some();
    let type_name = if is_enum && !is_named {
        Some(String::new())
    } else {
        type_name(ctxt, &input.ident, &items, cargo_package)
    };
    let data = data(ctxt, input, type_name);
    Some(Container {
        ident: &input.ident,
        generics: &input.generics,
        krate: krate?,
        doc: attr::doc(&input.attrs),
        data: data?,
    })
}

fn error(span: Span, text: impl std::fmt::Display) -> syn::Error {
    syn::Error::new(span, text)
}

fn type_name(ctxt: &Ctxt, ident: &Ident, items: &Items, cargo_package: Option<&str>) -> Option<String> {
    if let (Some(_), Some(package)) = (items.get("type_name"), items.get("package")) {
        ctxt.error(error(
            package.span(),
            "`type_name` holds the package already; remove `package`",
        ));
        return None;
    }
    if items.get("type_name").is_some() {
        let full = items.text(ctxt, "type_name")?;
        let judged = name::full(&full.value()).map_err(|text| error(full.span(), text));
        ctxt.keep(judged)?;
        return Some(full.value());
    }
    let package = if items.get("package").is_some() {
        let package = items.text(ctxt, "package")?;
        let judged = name::package(&package.value()).map_err(|text| error(package.span(), text));
        ctxt.keep(judged).map(|()| package.value())
    } else {
        ctxt.keep(default_package(ident, cargo_package))
    };
    let own = ident.unraw().to_string();
    let judged = name::message(&own).map_err(|text| {
        let full = format!(
            "{}/msg/{}",
            package.as_deref().unwrap_or("pkg"),
            name::camel(&own)
        );
        error(
            ident.span(),
            format!("{text}, or keep it and add `#[ros(type_name = \"{full}\")]`"),
        )
    });
    ctxt.keep(judged)?;
    Some(format!("{}/msg/{own}", package?))
}

fn default_package(ident: &Ident, cargo_package: Option<&str>) -> syn::Result<String> {
    let Some(cargo) = cargo_package else {
        return Err(error(
            ident.span(),
            "no Cargo package to name the ROS package after; add `#[ros(package = \"my_package\")]`",
        ));
    };
    let package = cargo.replace('-', "_");
    if name::package(&package).is_ok() {
        return Ok(package);
    }
    Err(error(
        ident.span(),
        format!(
            "the Cargo package `{cargo}` has no name that ROS allows; add `#[ros(package = \"{}\")]`",
            name::lower(&package)
        ),
    ))
}

fn data<'a>(ctxt: &Ctxt, input: &'a DeriveInput, type_name: Option<String>) -> Option<Data<'a>> {
    match &input.data {
        syn::Data::Struct(data) => {
            let fields = fields(ctxt, &input.ident, &data.fields)?;
            let packed = attr::reprs(&input.attrs).iter().any(|repr| repr == "packed");
            Some(Data::Struct {
                type_name: type_name?,
                fields,
                packed,
            })
        }
        syn::Data::Enum(data) => {
            let int = int(ctxt, input, data);
            let variants = variants(ctxt, data);
            Some(Data::Enum {
                int: int?,
                variants: variants?,
            })
        }
        syn::Data::Union(data) => {
            ctxt.error(error(
                data.union_token.span,
                "a union does not tell which of its fields is valid; write a struct, with an enum beside the fields that tells",
            ));
            None
        }
    }
}

fn int(ctxt: &Ctxt, input: &DeriveInput, data: &DataEnum) -> Option<Int> {
    let reprs = attr::reprs(&input.attrs);
    let known = |repr: &Ident| INTS.iter().find(|(rust, _)| repr == rust);
    if let Some((rust, ros)) = reprs.iter().find_map(known) {
        // With a `repr`, the compiler refuses an enum without variants.
        return (!data.variants.is_empty()).then_some(Int { rust, ros });
    }
    if data.variants.is_empty() {
        ctxt.error(error(
            input.ident.span(),
            "an enum without variants has no value to write; add a variant",
        ));
        return None;
    }
    let text = "write `#[repr(u8)]`, or another integer from `i8` to `u64`";
    ctxt.error(match reprs.first() {
        Some(repr) => error(
            repr.span(),
            format!("`repr({repr})` does not say how wide the integer on the wire is; {text}"),
        ),
        None => error(
            input.ident.span(),
            format!("an enum is an integer on the wire, and nothing says how wide; {text}"),
        ),
    });
    None
}

fn variants<'a>(ctxt: &Ctxt, data: &'a DataEnum) -> Option<Vec<Variant<'a>>> {
    let mut constants = HashSet::new();
    let mut judged = Vec::new();
    for variant in &data.variants {
        let ident = &variant.ident;
        for item in attr::items(ctxt, &variant.attrs) {
            ctxt.error(error(
                item.span(),
                format!("an enum variant takes no `ros` attribute; remove `{}`", item.name),
            ));
        }
        if !matches!(variant.fields, Fields::Unit) {
            ctxt.error(syn::Error::new_spanned(
                &variant.fields,
                "an enum with data has no ROS 2 counterpart; write a struct with a field for each case, and an enum without data that tells which is valid",
            ));
            continue;
        }
        let constant = name::constant(&ident.unraw().to_string()).map_err(|text| error(ident.span(), text));
        let Some(constant) = ctxt.keep(constant) else {
            continue;
        };
        if !constants.insert(constant.clone()) {
            let text = format!("another variant makes the constant `{constant}` too; rename one of the two");
            ctxt.error(error(ident.span(), text));
        }
        judged.push(Variant {
            ident,
            constant,
            doc: attr::doc(&variant.attrs),
        });
    }
    (judged.len() == data.variants.len()).then_some(judged)
}

#[cfg(test)]
mod tests;
