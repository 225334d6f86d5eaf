//! Runs the stages of each derive in order, from its input to its output. Each stage
//! is in the module of its name.

use crate::attr::{ContainerAttrs, Place};
use crate::bound::Names;
use crate::ctxt::Ctxt;
use crate::{check, expand, fallback, wrap};
use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Path};

/// The output of `#[derive(RosMessage)]`; the ROS package is named after `cargo_package` if not by an attribute, and the core crate is
/// at `core` if not at the path of an attribute.
pub fn ros_message(input: &DeriveInput, core: Path, cargo_package: Option<&str>) -> TokenStream {
    let names = Names::unused_in(input);

    let ctxt = Ctxt::new();
    let attrs = ContainerAttrs::read(&ctxt, &input.attrs, Place::of(input));
    let krate = attrs.krate(core);
    let container = check::container(&ctxt, input, &attrs, krate.clone(), cargo_package);
    let errors = ctxt.check();

    let mut generated = None;
    let impls = match (container, krate) {
        (Some(container), _) if errors.is_empty() => {
            let (view, loan) = (expand::view(&container, &names), expand::loan(&container));
            generated = Some(quote!(#view #loan));
            expand::message(&container, &names)
        }
        (_, Some(krate)) if !fallback::is_infinite(input) => fallback::message(input, &krate, &names),
        _ => TokenStream::new(),
    };
    let mut output = wrap::output(&errors, &impls);
    output.extend(generated);
    output
}

/// The output of `#[derive(SizeEstimation)]`, with the core crate at `core` if not at the path of an attribute.
pub fn size_estimation(input: &DeriveInput, core: Path) -> TokenStream {
    // `RosMessage` reports the same mistakes in the same words, which the compiler then shows once.
    let ctxt = Ctxt::new();
    let attrs = ContainerAttrs::read(&ctxt, &input.attrs, Place::of(input));
    let krate = attrs.krate(core);
    let errors = ctxt.check();

    let impls = match krate {
        Some(krate) if !fallback::is_infinite(input) => expand::estimation(input, &krate),
        _ => TokenStream::new(),
    };
    wrap::output(&errors, &impls)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The expansion that was reviewed. With `OVERWRITE_SNAPSHOT=1` it is written anew, to be read in the diff.
    const SNAPSHOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots/joint.expanded.rs");

    #[test]
    fn the_expansion_is_the_one_that_was_reviewed() {
        let input: DeriveInput =
            syn::parse_str(include_str!("../snapshots/joint.rs")).expect("a struct in the file");
        let core: Path = syn::parse_quote!(::ros_z_core);
        let mut output = ros_message(&input, core.clone(), Some("my-robot"));
        output.extend(size_estimation(&input, core));
        let expanded = prettyplease::unparse(&syn::parse2(output).expect("the output is Rust"));
        if std::env::var_os("OVERWRITE_SNAPSHOT").is_some() {
            std::fs::write(SNAPSHOT, &expanded).expect("the snapshot can be written");
        }
        let reviewed = std::fs::read_to_string(SNAPSHOT).expect("the snapshot can be read");
        assert_eq!(expanded, reviewed);
    }

    #[test]
    fn nothing_unsafe_is_printed() {
        for input in [
            include_str!("../snapshots/joint.rs"),
            "#[ros(type_name = \"t/msg/P\")] #[repr(packed)] struct P { x: f64, rest: [u8; 3] }",
            "#[ros(type_name = \"t/msg/G\")] struct G<T, const N: usize> { x: T, rest: [u16; N] }",
            "#[ros(type_name = \"t/msg/M\")] #[repr(i8)] enum M { Off = -1, On }",
            "#[ros(type_name = \"t/msg/Wrong\")] struct Wrong { x: Option<u8> }",
        ] {
            let input: DeriveInput = syn::parse_str(input).expect("a type");
            let core: Path = syn::parse_quote!(::ros_z_core);
            let output = [
                ros_message(&input, core.clone(), Some("my-robot")),
                size_estimation(&input, core),
            ];
            for output in output.map(|output| output.to_string()) {
                assert!(output.contains("impl") && !output.contains("unsafe"), "{output}");
            }
        }
    }
}
