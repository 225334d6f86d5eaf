//! Runs the stages of each derive in order, from its input to its output.

use crate::attr::{ContainerAttrs, ParametersAttrs, Place};
use crate::bound::Names;
use crate::ctxt::Ctxt;
use crate::{check, expand, fallback, wrap};
use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Path};

/// Returns the output of `#[derive(RosMessage)]`. `cargo_package` is the default for the ROS package, and `core` for the path of
/// the core crate.
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
        (_, Some(krate)) if !fallback::is_infinite(input) => fallback::message(input, &attrs, &krate, &names),
        _ => TokenStream::new(),
    };
    let mut output = wrap::output(&errors, &impls);
    output.extend(generated);
    output
}

/// Returns the output of `#[derive(SizeEstimation)]`. `core` is the default for the path of the core crate.
pub fn size_estimation(input: &DeriveInput, core: Path) -> TokenStream {
    // `RosMessage` reports the same errors, and the compiler shows each once.
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

/// Returns the output of `#[derive(RosParameters)]`. `ros_z` is the default for the path of that crate.
pub fn ros_parameters(input: &DeriveInput, ros_z: Path) -> TokenStream {
    let ctxt = Ctxt::new();
    let attrs = ParametersAttrs::read(&ctxt, &input.attrs, Place::of_parameters(input));
    let krate = attrs.krate(ros_z);
    let parameters = check::parameters(&ctxt, input, krate.clone());
    let errors = ctxt.check();

    let impls = match (parameters, krate) {
        (Some(parameters), _) if errors.is_empty() => expand::parameters(&parameters),
        (_, Some(krate)) if !fallback::is_infinite(input) => fallback::parameters(input, &krate),
        _ => TokenStream::new(),
    };
    wrap::output(&errors, &impls)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One input of each kind, with its reviewed expansion beside it as `.expanded.rs`.
    const SNAPSHOTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots");

    fn expansion(input: &DeriveInput) -> [TokenStream; 2] {
        let core: Path = syn::parse_quote!(::ros_z_core);
        [
            ros_message(input, core.clone(), Some("my-robot")),
            size_estimation(input, core),
        ]
    }

    /// With `OVERWRITE_SNAPSHOT=1`, the test writes the expansions instead. Read them in the diff.
    #[test]
    fn the_expansions_are_the_reviewed_ones() {
        for kind in ["plain", "strings", "enum", "generic", "empty", "forms"] {
            let read = |path: &str| std::fs::read_to_string(path).expect("the snapshot can be read");
            let input = read(&format!("{SNAPSHOTS}/{kind}.rs"));
            let output = expansion(&syn::parse_str(&input).expect("a type in the file"));
            let expanded = prettyplease::unparse(
                &syn::parse2(output.into_iter().collect()).expect("the output is Rust"),
            );
            let path = format!("{SNAPSHOTS}/{kind}.expanded.rs");
            if std::env::var_os("OVERWRITE_SNAPSHOT").is_some() {
                std::fs::write(&path, &expanded).expect("the snapshot can be written");
            }
            assert_eq!(expanded, read(&path), "{kind}");
        }
    }

    #[test]
    fn the_expansions_of_parameters_are_the_reviewed_ones() {
        for kind in ["parameters", "parameter_enum"] {
            let read = |path: &str| std::fs::read_to_string(path).expect("the snapshot can be read");
            let input = read(&format!("{SNAPSHOTS}/{kind}.rs"));
            let input = syn::parse_str(&input).expect("a type in the file");
            let output = ros_parameters(&input, syn::parse_quote!(::ros_z));
            assert!(!output.to_string().contains("unsafe"));
            let expanded = prettyplease::unparse(&syn::parse2(output).expect("the output is Rust"));
            let path = format!("{SNAPSHOTS}/{kind}.expanded.rs");
            if std::env::var_os("OVERWRITE_SNAPSHOT").is_some() {
                std::fs::write(&path, &expanded).expect("the snapshot can be written");
            }
            assert_eq!(expanded, read(&path), "{kind}");
        }
    }

    #[test]
    fn the_output_contains_no_unsafe() {
        for input in [
            include_str!("../snapshots/generic.rs"),
            include_str!("../snapshots/strings.rs"),
            "#[ros(type_name = \"t/msg/P\")] #[repr(packed)] struct P { x: f64, rest: [u8; 3] }",
            "#[ros(type_name = \"t/msg/G\")] struct G<T, const N: usize> { x: T, rest: [u16; N] }",
            "#[ros(type_name = \"t/msg/M\")] #[repr(i8)] enum M { Off = -1, On }",
            "#[ros(type_name = \"t/msg/Wrong\")] struct Wrong { x: Option<u8> }",
        ] {
            let input: DeriveInput = syn::parse_str(input).expect("a type");
            for output in expansion(&input).map(|output| output.to_string()) {
                assert!(output.contains("impl") && !output.contains("unsafe"), "{output}");
            }
        }
    }
}
