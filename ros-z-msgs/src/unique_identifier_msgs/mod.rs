//! Universally unique identifiers.

mod uuid;

pub use uuid::UUID;
