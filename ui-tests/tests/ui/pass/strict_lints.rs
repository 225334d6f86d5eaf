//! The output of the derive causes no warning, and contains no `unsafe`.
#![forbid(unsafe_code)]
#![deny(warnings, missing_docs, future_incompatible, let_underscore, nonstandard_style, unused)]
#![deny(rust_2018_idioms, rust_2021_compatibility, rust_2024_compatibility)]
#![deny(
    elided_lifetimes_in_paths, explicit_outlives_requirements,  redundant_imports, redundant_lifetimes, single_use_lifetimes, trivial_casts,
    trivial_numeric_casts, unit_bindings, unnameable_types, unreachable_pub, unused_import_braces,
    unused_lifetimes, unused_qualifications, unused_results, variant_size_differences, let_underscore_drop,
    meta_variable_misuse, absolute_paths_not_starting_with_crate, keyword_idents, macro_use_extern_crate,
    non_ascii_idents, unsafe_op_in_unsafe_fn, ambiguous_negative_literals, impl_trait_redundant_captures
)]

use cdr::{RosMessage, SizeEstimation};

/// Documented.
#[derive(RosMessage, SizeEstimation, Debug, Clone, Copy)]
#[ros(crate = cdr)]
#[repr(i8)]
pub enum Mode {
    /// Negative.
    Down = -1,
    /// Positive.
    Up = 1,
}

/// Documented.
#[derive(RosMessage, SizeEstimation, Debug, Clone)]
#[ros(crate = cdr)]
pub struct Message<'a, T, const N: usize> {
    /// Documented.
    pub mode: Mode,
    /// Documented.
    pub name: &'a str,
    /// Documented.
    #[ros(max_len = N, max_string_len = 3)]
    pub texts: Vec<String>,
    /// Documented.
    #[ros(wstring)]
    pub wide: String,
    /// Documented.
    pub inner: Vec<T>,
    /// Documented.
    #[ros(skip)]
    pub skipped: u8,
}

/// Documented.
#[derive(RosMessage, SizeEstimation, Debug, Clone, Copy)]
#[ros(crate = cdr)]
#[deprecated]
pub struct Old {
    /// Documented.
    #[deprecated]
    pub x: f64,
}

/// Documented.
#[derive(RosMessage, SizeEstimation)]
#[ros(crate = cdr)]
pub struct Keeps {
    /// Documented.
    #[allow(deprecated)]
    pub old: Old,
}

#[derive(RosMessage, SizeEstimation, Default)]
#[ros(crate = cdr)]
struct Private;

#[derive(RosMessage, SizeEstimation, Default)]
#[ros(crate = cdr)]
struct Outer {
    private: Private,
}

fn main() {
    assert_eq!(Outer::default().estimated_serialized_size(), 5);
}
