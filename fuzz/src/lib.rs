//! Shared parts of the fuzz targets: every message type by number, the conversion of an input to a message, and the
//! reader of recordings.

pub mod bag;
pub mod input;
pub mod types;
