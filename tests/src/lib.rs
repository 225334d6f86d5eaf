//! What the test files share: a program that publishes or subscribes in a process of its own, and
//! the reins on it. What is about bytes alone, without a session, is in `wire`.
#![warn(missing_docs)]

pub mod allocations;
pub mod executor;
pub mod frames;
pub mod line;
pub mod machine;
pub mod messages;
pub mod neighbours;
pub mod ordinary;
pub mod pair;
pub mod peer;
pub mod process;
pub mod python;

/// The README, whose example compiles.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
