//! Constructors, conversions and comparisons of messages, which their definitions do not contain. The messages are in
//! `packages`, written by `ros-z-import`.

mod conversion;
mod duration;
mod header;
mod order;
mod time;
mod type_description;
mod uuid;

pub use conversion::TimeConversionError;
