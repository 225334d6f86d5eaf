#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod builtin_interfaces;
pub mod catalogue;
mod conveniences;
#[rustfmt::skip] // The importer lays its code out.
mod packages;

pub use packages::*;
