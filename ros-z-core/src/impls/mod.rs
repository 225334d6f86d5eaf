//! The CDR representation of every field type. Each file has one shape, with serialize, deserialize and measure
//! side by side. The derives generate those of messages.

mod array;
#[cfg(feature = "bytes")]
mod bytes;
pub(crate) mod primitive;
mod sequence;
mod string;
pub mod wstring;
#[cfg(feature = "zenoh-buffers")]
mod zbuf;
