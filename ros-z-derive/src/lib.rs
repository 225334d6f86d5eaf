//! The derive macros of `ros-z-core`, and of the parameters of `ros-z`. Those crates re-export and document them.
//!
//! A derive reads its input (`attr`), checks it (`check`) and generates code (`expand`), in this order. `attr` does not
//! check, `check` does not generate, and `expand` cannot fail. `pipeline` calls the three. `constants` expands the attribute of an `impl`.
//! This file contains the entry points.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod ast;
mod attr;
mod bound;
mod check;
mod constants;
mod ctxt;
mod expand;
mod fallback;
mod integers;
mod pipeline;
mod wrap;

use proc_macro::TokenStream;
use syn::{DeriveInput, Path, parse_macro_input, parse_quote};

/// Turns a struct into a ROS 2 message, or an enum without data into a type of its fields.
///
/// Implements `CdrSerialize`, `CdrDeserialize` and `RosField`; for a struct also `RosMessage`, for an enum also `FieldDefault`.
///
/// | where | attribute | meaning |
/// |---|---|---|
/// | struct | `#[ros(type_name = "pkg/msg/Name")]` | the whole ROS name |
/// | struct | `#[ros(package = "pkg")]` | the ROS package; the message name is the name of the struct |
/// | struct | `#[ros(crate = path)]` | the path of `ros_z_core`, if it is renamed or re-exported |
/// | struct | `#[ros(hash = "RIHS01_…")]` | the build fails if the type has another hash |
/// | struct | `#[ros(default)]` | also implements `Default`, with the default values of the fields |
/// | struct | `#[ros(view)]`, `#[ros(view = Name)]` | also generates the borrowed struct `NameView<'a>` |
/// | struct | `#[ros(loan)]`, `#[ros(loan = Name)]` | also generates `NameLoan`, whose large sequences are `CdrSliceMut` |
/// | field | `#[ros(rename = "x")]` | the ROS name of the field |
/// | field | `#[ros(max_len = N)]` | `T[<=N]` or `string<=N`, checked when the message is written and read |
/// | field | `#[ros(max_string_len = N)]` | a bound of the strings in a sequence or array |
/// | field | `#[ros(wstring)]` | the ROS type `wstring` for one or several `String`s |
/// | field | `#[ros(char)]`, `#[ros(byte)]` | the ROS type `char` or `byte` for one or several `u8`s |
/// | field | `#[ros(default = value)]` | the default value in ROS |
/// | field | `#[ros(skip)]` | not in the message; set to `Default` when the message is read |
///
/// Without `type_name` and `package`, the ROS package is the Cargo package with `_` for `-`. `N` is any
/// constant expression. An enum needs a `#[repr(i8)]` … `#[repr(u64)]` and takes `type_name`, `package` and `crate`. Its
/// variants become constants in the exported `.msg` file. Doc comments are exported too.
///
/// A struct without fields on the wire is written as one zero byte, as everywhere in ROS 2. A type with
/// lifetimes borrows from the message that it is read from. The derive bounds type parameters by the traits that the
/// fields need. All instances of a generic struct share one ROS name.
///
/// # Attributes of a struct
///
/// The whole ROS name, for a message of another package or a part of a service or action:
/// ```
/// # use ros_z_core::RosMessage;
/// #[derive(RosMessage)]
/// #[ros(type_name = "example_interfaces/srv/AddTwoInts_Request")]
/// struct Add {
///     a: i64,
///     b: i64,
/// }
/// assert_eq!(Add::TYPE_NAME, "example_interfaces/srv/AddTwoInts_Request");
/// ```
/// Only the ROS package:
/// ```
/// # use ros_z_core::RosMessage;
/// #[derive(RosMessage)]
/// #[ros(package = "my_robot")]
/// struct Pose {
///     x: f64,
/// }
/// assert_eq!(Pose::TYPE_NAME, "my_robot/msg/Pose");
/// ```
/// The path of the core crate, if it has another name:
/// ```
/// mod my {
///     pub use ros_z_core as cdr;
/// }
///
/// #[derive(my::cdr::RosMessage)]
/// #[ros(crate = my::cdr)]
/// struct Pose {
///     x: f64,
/// }
/// ```
/// A frozen hash: if the type changes, the build fails, and the error contains both hashes. Peers with the old type
/// would not receive the new one.
/// ```
/// # use ros_z_core::RosMessage;
/// #[derive(RosMessage)]
/// #[ros(type_name = "builtin_interfaces/msg/Time")]
/// #[ros(hash = "RIHS01_b106235e25a4c5ed35098aa0a61a3ee9c9b18d197f398b0e4206cea9acf9c197")]
/// struct Time {
///     sec: i32,
///     nanosec: u32,
/// }
/// ```
/// `view` also generates a struct that borrows from a message. A generic struct, a struct with lifetimes, or one with a
/// skipped field cannot have it, nor can a struct without strings, sequences and nested messages, which has nothing to
/// borrow:
/// ```
/// # use ros_z_core::RosMessage;
/// #[derive(RosMessage)]
/// #[ros(view)]
/// struct Scan {
///     frame: String,
///     ranges: Vec<f32>,
/// }
///
/// let message = ros_z_core::to_vec(&Scan { frame: "laser".into(), ranges: vec![1.0, 2.5] })?;
/// let scan: ScanView = ros_z_core::from_slice(&message)?;
/// assert_eq!(scan.frame, "laser");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
/// `loan` also generates a struct whose sequences you fill in the memory that a publisher sends. Bounds (`max_len`)
/// apply to it too, and nested messages are their loans if they have one. The default values of the fields (`default`) are also
/// those of its `Default`. A generic struct, a struct with lifetimes, or one with a skipped field cannot have it:
/// ```
/// # use ros_z_core::RosMessage;
/// use ros_z_core::CdrSliceMut;
///
/// #[derive(RosMessage)]
/// #[ros(loan)]
/// struct Scan {
///     frame: String,
///     ranges: Vec<f32>,
/// }
///
/// let mut scan = ScanLoan { frame: "laser".into(), ranges: CdrSliceMut::reserve(1080) };
/// scan.ranges.fill(0.5);
/// assert_eq!(ScanLoan::TYPE_HASH, Scan::TYPE_HASH);
/// ```
///
/// # Attributes of a field
///
/// The ROS name, if it is not a Rust name, or if the Rust name is not a ROS name:
/// ```
/// # use ros_z_core::RosMessage;
/// #[derive(RosMessage)]
/// struct Scan {
///     #[ros(rename = "range_max")]
///     max: f32,
///     r#type: u8,
/// }
/// let names = Scan::type_description().fields.iter().map(|field| field.name);
/// assert!(names.eq(["range_max", "type"]));
/// ```
/// The maximum length of the field, and of the strings in it:
/// ```
/// # use ros_z_core::RosMessage;
/// const JOINTS: usize = 6;
///
/// #[derive(RosMessage, Default)]
/// struct Arm {
///     #[ros(max_len = 16)]
///     frame: String,
///     #[ros(max_len = JOINTS, max_string_len = 8)]
///     joints: Vec<String>,
/// }
/// let arm = Arm { joints: vec!["a name too long".into()], ..Arm::default() };
/// assert!(ros_z_core::to_vec(&arm).is_err());
/// ```
/// Another ROS type for the same Rust type:
/// ```
/// # use ros_z_core::RosMessage;
/// #[derive(RosMessage)]
/// struct Text {
///     #[ros(wstring)]
///     wide: String,
///     #[ros(char)]
///     letter: u8,
///     #[ros(byte)]
///     raw: Vec<u8>,
/// }
/// ```
/// The default value in ROS, a literal or constant, which an exported `.msg` contains. It does not change the hash:
/// ```
/// # use ros_z_core::{RosMessage, export};
/// #[derive(RosMessage)]
/// #[ros(default)]
/// struct Config {
///     #[ros(default = 10.0)]
///     rate: f64,
///     #[ros(default = ["left", "right"])]
///     arms: Vec<String>,
///     retries: u8,
/// }
/// assert_eq!(Config::default().rate, 10.0);
/// assert_eq!(
///     export::msg_definition::<Config>(),
///     "float64 rate 10.0\nstring[] arms [\"left\", \"right\"]\nuint8 retries\n"
/// );
/// ```
/// Not on the wire:
/// ```
/// # use ros_z_core::RosMessage;
/// #[derive(RosMessage, Debug, PartialEq)]
/// struct Stamped {
///     x: f64,
///     #[ros(skip)]
///     received: Option<std::time::Instant>,
/// }
/// let bytes = ros_z_core::to_vec(&Stamped { x: 1.0, received: Some(std::time::Instant::now()) })?;
/// assert_eq!(ros_z_core::from_slice::<Stamped>(&bytes)?, Stamped { x: 1.0, received: None });
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Enums
/// ```
/// # use ros_z_core::RosMessage;
/// #[derive(RosMessage)]
/// #[repr(u8)]
/// enum Mode {
///     Off,
///     On = 2,
/// }
/// assert_eq!(ros_z_core::to_vec(&Mode::On)?, [0, 1, 0, 0, 2]);
/// # Ok::<(), ros_z_core::SerializeError>(())
/// ```
///
/// # Examples
/// ```
/// use ros_z_core::{RosMessage, SizeEstimation};
///
/// /// The angles of an elbow.
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
    ros_message(
        &parse_macro_input!(input as DeriveInput),
        parse_quote!(::ros_z_core),
    )
}

/// [`RosMessage`](macro@RosMessage) for `ros-z`: the core crate is at `::ros_z::core`. A package that depends only on `ros-z`
/// needs no `crate` attribute.
#[doc(hidden)]
#[proc_macro_derive(RosMessageOfRosZ, attributes(ros))]
pub fn derive_ros_message_of_ros_z(input: TokenStream) -> TokenStream {
    ros_message(
        &parse_macro_input!(input as DeriveInput),
        parse_quote!(::ros_z::core),
    )
}

fn ros_message(input: &DeriveInput, core: Path) -> TokenStream {
    let cargo_package = std::env::var("CARGO_PKG_NAME").ok();
    pipeline::ros_message(input, core, cargo_package.as_deref()).into()
}

/// Implements `SizeEstimation`: the exact size of the serialized message.
///
/// The type also derives `RosMessage`, or implements `CdrSerialize` by hand. This derive uses one attribute:
///
/// | where | attribute | meaning |
/// |---|---|---|
/// | struct | `#[ros(crate = path)]` | the path of `ros_z_core`, if it is renamed or re-exported |
///
/// # Examples
/// ```
/// use ros_z_core::{RosMessage, SizeEstimation};
/// # mod my { pub mod deps { pub use ros_z_core; } }
///
/// #[derive(RosMessage, SizeEstimation)]
/// #[ros(crate = my::deps::ros_z_core)]
/// struct Label {
///     text: String,
/// }
///
/// // Header, length, and the text with its NUL.
/// assert_eq!(Label { text: "left".into() }.estimated_serialized_size(), 4 + 4 + 5);
/// ```
#[proc_macro_derive(SizeEstimation, attributes(ros))]
pub fn derive_size_estimation(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    pipeline::size_estimation(&input, parse_quote!(::ros_z_core)).into()
}

/// [`SizeEstimation`](macro@SizeEstimation) for `ros-z`: the core crate is at `::ros_z::core`.
#[doc(hidden)]
#[proc_macro_derive(SizeEstimationOfRosZ, attributes(ros))]
pub fn derive_size_estimation_of_ros_z(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    pipeline::size_estimation(&input, parse_quote!(::ros_z::core)).into()
}

/// Turns a struct into parameters of a node, or an enum without data into a parameter that is a text.
///
/// Implements `ros_z::parameters::RosParameters` for a struct, whose documentation has an example, and
/// `ParameterField` for an enum. A field with `default` is a parameter; its doc comment is the description. A field
/// without `default` is a nested struct, whose parameters are called `field.name`.
///
/// | where | attribute | meaning |
/// |---|---|---|
/// | struct, enum | `#[ros(crate = path)]` | the path of `ros_z`, if it is renamed or re-exported |
/// | field | `#[ros(default = value)]` | the value, unless the node is started with another |
/// | field | `#[ros(range = 0.0..=3.0)]` | the smallest and largest number; `0..` and `..=3` have one end |
/// | field | `#[ros(step = 0.5)]` | the distance between the numbers in the range |
/// | field | `#[ros(read_only)]` | the value cannot change after the node has declared it |
/// | field | `#[ros(rename = "name")]` | the name of the parameter |
/// | variant | `#[ros(rename = "text")]` | the text in ROS; the variant's name in lower case by default, `VeryFast` is `very_fast` |
#[proc_macro_derive(RosParameters, attributes(ros))]
pub fn derive_ros_parameters(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    pipeline::ros_parameters(&input, parse_quote!(::ros_z)).into()
}

/// Makes the constants of an `impl` constants of the message in ROS 2: an exported `.msg` contains them, with their comments. They
/// do not change the hash.
///
/// The type of a constant is a number, `bool` or `&str`. A message has at most one `impl` with this attribute, and any number
/// without it.
///
/// | where | attribute | meaning |
/// |---|---|---|
/// | `impl` | `#[ros_constants(crate = path)]` | the path of `ros_z_core`, if it is renamed or re-exported |
/// | constant | `#[ros(char)]`, `#[ros(byte)]` | the ROS type `char` or `byte` for a `u8` |
/// | constant | `#[ros(wstring)]` | the ROS type `wstring` for a `&str` |
///
/// # Examples
/// ```
/// use ros_z_core::{RosMessage, export, ros_constants};
///
/// #[derive(RosMessage)]
/// struct Gripper {
///     state: u8,
/// }
///
/// #[ros_constants]
/// impl Gripper {
///     /// Nothing is between the fingers.
///     pub const OPEN: u8 = 0;
///     pub const HOLDS: u8 = Self::OPEN + 1;
///     pub const MAX_FORCE: f32 = 40.0;
///     pub const FRAME: &str = "gripper";
/// }
///
/// assert_eq!(
///     export::msg_definition::<Gripper>(),
///     r#"# Nothing is between the fingers.
/// uint8 OPEN=0
/// uint8 HOLDS=1
/// float32 MAX_FORCE=40.0
/// string FRAME="gripper"
///
/// uint8 state
/// "#
/// );
/// ```
#[proc_macro_attribute]
pub fn ros_constants(attribute: TokenStream, item: TokenStream) -> TokenStream {
    constants::expand(attribute.into(), item.into(), parse_quote!(::ros_z_core)).into()
}

/// [`ros_constants`](macro@ros_constants) for `ros-z`: the core crate is at `::ros_z::core`.
#[doc(hidden)]
#[proc_macro_attribute]
pub fn ros_constants_of_ros_z(attribute: TokenStream, item: TokenStream) -> TokenStream {
    constants::expand(attribute.into(), item.into(), parse_quote!(::ros_z::core)).into()
}
