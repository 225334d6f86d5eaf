//! Support for the test files: bytes as text, golden vectors, shared types, and random types.
#![warn(missing_docs)]

pub mod allocations;
pub mod dynamic;
pub mod generated_views;
pub mod hex;
pub mod random;
pub mod random_types;
mod random_words;
pub mod recorded_types;
pub mod recordings;
pub mod reference;
pub mod rosidl_types;
pub mod shapes;
pub mod types;
pub mod vectors;
pub mod views;

/// The examples of a page that needs no session.
#[cfg(doctest)]
#[doc = include_str!("../../../docs/dynamic-values.md")]
pub struct DynamicValues;
