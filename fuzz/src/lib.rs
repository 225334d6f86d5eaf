//! Shared parts of the fuzz targets: every message type by number, and the conversion of an input to a
//! message.

pub mod input;
pub mod types;
