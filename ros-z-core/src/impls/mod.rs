//! The CDR representation of every field type, one shape a file: serialize,
//! deserialize and measure side by side. Messages are the derive's.

mod array;
#[cfg(feature = "bytes")]
mod bytes;
mod primitive;
mod sequence;
mod string;
pub mod wstring;
#[cfg(feature = "zenoh-buffers")]
mod zbuf;
