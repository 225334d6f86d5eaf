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
pub use header::{Header, HeaderView};
pub use multi_array::{
    ByteMultiArray, ByteMultiArrayLoan, ByteMultiArrayView, Float32MultiArray, Float32MultiArrayLoan,
    Float32MultiArrayView, Float64MultiArray, Float64MultiArrayLoan, Float64MultiArrayView, Int8MultiArray,
    Int8MultiArrayLoan, Int8MultiArrayView, Int16MultiArray, Int16MultiArrayLoan, Int16MultiArrayView,
    Int32MultiArray, Int32MultiArrayLoan, Int32MultiArrayView, Int64MultiArray, Int64MultiArrayLoan,
    Int64MultiArrayView, UInt8MultiArray, UInt8MultiArrayLoan, UInt8MultiArrayView, UInt16MultiArray,
    UInt16MultiArrayLoan, UInt16MultiArrayView, UInt32MultiArray, UInt32MultiArrayLoan, UInt32MultiArrayView,
    UInt64MultiArray, UInt64MultiArrayLoan, UInt64MultiArrayView,
};
pub use multi_array_layout::{
    MultiArrayDimension, MultiArrayDimensionView, MultiArrayLayout, MultiArrayLayoutLoan,
    MultiArrayLayoutView,
};
pub use scalar::{
    Bool, Byte, Char, Float32, Float64, Int8, Int16, Int32, Int64, UInt8, UInt16, UInt32, UInt64,
};
pub use text::{String, StringView};
