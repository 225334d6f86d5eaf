//! Headers, colours, and wrappers around single values and arrays.
//! Messages with a physical meaning are in the packages named for it.

mod color;
mod empty;
mod header;
mod multi_array;
mod multi_array_layout;
mod scalar;
mod text;

pub use color::ColorRGBA;
pub use empty::Empty;
pub use header::Header;
pub use multi_array::{
    ByteMultiArray, Float32MultiArray, Float64MultiArray, Int8MultiArray, Int16MultiArray, Int32MultiArray,
    Int64MultiArray, UInt8MultiArray, UInt16MultiArray, UInt32MultiArray, UInt64MultiArray,
};
pub use multi_array_layout::{MultiArrayDimension, MultiArrayLayout};
pub use scalar::{
    Bool, Byte, Char, Float32, Float64, Int8, Int16, Int32, Int64, UInt8, UInt16, UInt32, UInt64,
};
pub use text::String;
