//! The rules about the ROS name of a type: `type_name`, `package`, and the default from the Cargo package.

use super::{error, name};
use crate::attr::{Attr, ContainerAttrs};
use crate::ctxt::Ctxt;
use syn::ext::IdentExt;
use syn::{Data, DeriveInput, Ident, LitStr};

// #[ros(type_name = "std_msgs::String")]
// #[ros(type_name = "ui/msg/Pose", package = "ui")]
// #[ros(package = "My-Robot")]
// struct my_pose { … }
/// The name of the type; empty for an enum without one, which is an integer in ROS 2.
pub fn is_allowed(
    ctxt: &Ctxt,
    input: &DeriveInput,
    attrs: &ContainerAttrs,
    cargo_package: Option<&str>,
) -> Option<String> {
    match (&attrs.type_name, &attrs.package) {
        (Some(_), Some(package)) => {
            ctxt.error(error(
                package.span(),
                "`type_name` contains the package; remove `package`",
            ));
            None
        }
        (Some(full), None) => is_full_name(ctxt, full),
        (None, Some(package)) => {
            let package = is_package(ctxt, package);
            of_ident(ctxt, &input.ident, package)
        }
        (None, None) if matches!(input.data, Data::Enum(_)) => Some(String::new()),
        (None, None) => {
            let package = ctxt.keep(default_package(&input.ident, cargo_package));
            of_ident(ctxt, &input.ident, package)
        }
    }
}

fn is_full_name(ctxt: &Ctxt, full: &Attr<LitStr>) -> Option<String> {
    let full = full.value.as_ref()?;
    let judged = name::full(&full.value()).map_err(|text| error(full.span(), text));
    ctxt.keep(judged).map(|()| full.value())
}

fn is_package(ctxt: &Ctxt, package: &Attr<LitStr>) -> Option<String> {
    let package = package.value.as_ref()?;
    let judged = name::package(&package.value()).map_err(|text| error(package.span(), text));
    ctxt.keep(judged).map(|()| package.value())
}

/// The name of the type in `package`, from its name in Rust.
fn of_ident(ctxt: &Ctxt, ident: &Ident, package: Option<String>) -> Option<String> {
    let own = ident.unraw().to_string();
    let judged = name::message(&own).map_err(|text| {
        let package = package.as_deref().unwrap_or("pkg");
        let full = format!("{package}/msg/{}", name::camel(&own));
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
