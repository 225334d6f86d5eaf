//! What the fuzz targets share: every message type by number, and how an input becomes a message.

pub mod input;
pub mod types;
