//! The derive macros of `ros-z-core`, which re-exports them: use them from there.
//!
//! A derive reads (`attr`), judges (`check`) and prints (`expand`), in this order: what reads does
//! not judge, what judges does not print, and what prints cannot fail. This file holds the entry points.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod ast;
mod attr;
mod bound;
mod check;
mod ctxt;
mod expand;
mod fallback;
mod wrap;

use bound::Names;
use ctxt::Ctxt;
use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// Makes a struct a ROS 2 message, or an enum without data a field of one.
///
/// Implements `CdrSerialize`, `CdrDeserialize` and `RosField`, and for a struct `RosMessage`.
///
/// | where | attribute | meaning |
/// |---|---|---|
/// | struct | `#[ros(type_name = "pkg/msg/Name")]` | the ROS name, whole |
/// | struct | `#[ros(package = "pkg")]` | the ROS package; the name is that of the struct |
/// | struct | `#[ros(crate = path)]` | path to `ros_z_core`, where it is renamed or re-exported |
/// | field | `#[ros(rename = "x")]` | the ROS name of the field |
/// | field | `#[ros(max_len = N)]` | `T[<=N]` or `string<=N`, checked when writing and reading |
/// | field | `#[ros(max_string_len = N)]` | the same for the strings in a sequence or array |
/// | field | `#[ros(wstring)]` | a `String`, or several, as `wstring` |
/// | field | `#[ros(char)]`, `#[ros(byte)]` | a `u8`, or several, as `char` or `byte` |
/// | field | `#[ros(skip)]` | not in the message; `Default` when it is read |
///
/// Without `type_name` and `package`, the ROS package is the Cargo package with `_` for `-`. `N` is any
/// constant expression. An enum needs a `#[repr(i8)]` … `#[repr(u64)]`, takes the attributes of a struct, and its
/// variants become constants in the exported `.msg` file. Doc comments are exported too.
///
/// A struct without fields on the wire is written as one zero byte, as everywhere in ROS 2. A type with
/// lifetimes borrows from the message that it is read from. Type parameters are bounded by what the
/// fields need; all instances of a generic struct share one ROS name.
///
/// # Examples
/// ```
/// use ros_z_core::{RosMessage, SizeEstimation};
///
/// /// How far the arm is bent.
/// #[derive(RosMessage, SizeEstimation)]
/// #[ros(package = "my_robot")]
/// struct Joint {
///     name: String,
///     /// Radians.
///     angles: Vec<f64>,
///     #[ros(rename = "frame", max_len = 16)]
///     r#type: String,
///     #[ros(skip)]
///     seen: usize,
/// }
///
/// let joint = Joint { name: "elbow".into(), angles: vec![0.5], r#type: "arm".into(), seen: 3 };
/// assert_eq!(Joint::TYPE_NAME, "my_robot/msg/Joint");
/// assert_eq!(joint.estimated_serialized_size(), ros_z_core::to_vec(&joint)?.len());
/// # Ok::<(), ros_z_core::SerializeError>(())
/// ```
#[proc_macro_derive(RosMessage, attributes(ros))]
pub fn derive_ros_message(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    let cargo_package = std::env::var("CARGO_PKG_NAME").ok();
    let names = Names::unused_in(&input);

    let ctxt = Ctxt::new();
    let items = attr::items(&ctxt, &input.attrs);
    let krate = check::krate(&ctxt, &items);
    let container = check::container(&ctxt, &input, items, krate.clone(), cargo_package.as_deref());
    let errors = ctxt.check();

    let impls = match (container, krate) {
        (Some(container), _) if errors.is_empty() => expand::message(&container, &names),
        (_, Some(krate)) if !fallback::is_infinite(&input) => fallback::message(&input, &krate, &names),
        _ => proc_macro2::TokenStream::new(),
    };
    wrap::output(&errors, &impls).into()
}

/// Derives the size of a serialized message, exact to the byte.
///
/// The type also derives `RosMessage`, or implements `CdrSerialize` by hand. Of the attributes, only the one
/// that tells where the core crate is has a meaning here:
///
/// | where | attribute | meaning |
/// |---|---|---|
/// | struct | `#[ros(crate = path)]` | path to `ros_z_core`, where it is renamed or re-exported |
#[proc_macro_derive(SizeEstimation, attributes(ros))]
pub fn derive_size_estimation(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);

    // `RosMessage` reports the same mistakes in the same words, which the compiler then shows once.
    let ctxt = Ctxt::new();
    let items = attr::items(&ctxt, &input.attrs);
    let krate = check::krate(&ctxt, &items);
    let errors = ctxt.check();

    let impls = match krate {
        Some(krate) if !fallback::is_infinite(&input) => expand::estimation(&input, &krate),
        _ => proc_macro2::TokenStream::new(),
    };
    wrap::output(&errors, &impls).into()
}
