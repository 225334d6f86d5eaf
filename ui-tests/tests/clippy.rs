//! The derive causes no lint in a user's code, whatever lints are on: `cargo clippy` checks this file.
#![forbid(unsafe_code)]
#![deny(warnings, clippy::all, clippy::pedantic, clippy::nursery)]
#![deny(
    clippy::absolute_paths,
    clippy::allow_attributes,
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::default_numeric_fallback,
    clippy::implicit_return,
    clippy::missing_inline_in_public_items,
    clippy::missing_trait_methods,
    clippy::multiple_unsafe_ops_per_block,
    clippy::pattern_type_mismatch,
    clippy::question_mark_used,
    clippy::shadow_reuse,
    clippy::undocumented_unsafe_blocks,
    clippy::use_self
)]
#![allow(dead_code, reason = "nothing is run")]

use cdr::{CdrSlice, RosMessage, SizeEstimation};
use std::borrow::Cow;

#[derive(RosMessage, SizeEstimation)]
#[ros(crate = cdr)]
#[repr(i8)]
enum Mode {
    Down = -1,
    Up = 1,
}

#[derive(RosMessage, SizeEstimation)]
#[ros(crate = cdr)]
struct Generic<'a, T, const N: usize> {
    mode: Mode,
    name: &'a str,
    #[ros(max_len = N)]
    values: Vec<T>,
    #[ros(max_len = 2, max_string_len = N)]
    texts: Vec<String>,
    #[ros(wstring, max_len = N)]
    wide: Cow<'a, str>,
    array: [f64; 3],
    slice: CdrSlice<'a, f32>,
    #[ros(skip)]
    skipped: u8,
}

#[derive(RosMessage, SizeEstimation)]
#[ros(crate = cdr)]
struct Plain {
    x: f64,
    y: f32,
    #[ros(byte)]
    z: [u8; 4],
}

#[derive(RosMessage, SizeEstimation)]
#[ros(crate = cdr)]
#[repr(C, packed)]
struct Packed {
    x: f64,
    y: u8,
}

#[derive(RosMessage, SizeEstimation)]
#[ros(crate = cdr)]
struct Empty;

#[cdr::ros_constants(crate = cdr)]
impl Plain {
    const SMALL: u8 = 1;
    const LARGE: i64 = 1;
    const REAL: f32 = 1.0;
    const NAME: &str = "plain";
}

#[derive(RosMessage, SizeEstimation)]
#[ros(crate = cdr, default, type_name = "builtin_interfaces/msg/Time")]
#[ros(hash = "RIHS01_b106235e25a4c5ed35098aa0a61a3ee9c9b18d197f398b0e4206cea9acf9c197")]
struct Time {
    #[ros(default = -1)]
    sec: i32,
    #[ros(default = 5)]
    nanosec: u32,
}

#[derive(ros_z_ui_tests::parameters::RosParameters)]
#[ros(crate = ros_z_ui_tests)]
struct Params {
    #[ros(default = 1.5, range = 0.0..=3.0, step = 0.5)]
    max_speed: f64,
    #[ros(default = Gear::High, read_only)]
    gear: Gear,
    nested: Nested,
}

#[derive(ros_z_ui_tests::parameters::RosParameters)]
#[ros(crate = ros_z_ui_tests)]
enum Gear {
    Low,
    High,
}

#[derive(ros_z_ui_tests::parameters::RosParameters)]
#[ros(crate = ros_z_ui_tests)]
struct Nested {
    #[ros(default = [1, 2])]
    list: Vec<i32>,
}
