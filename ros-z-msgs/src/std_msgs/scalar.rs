//! Single numbers and bytes. Arrays of them are in `multi_array`.

use ros_z_core::{RosMessage, SizeEstimation};

/// A truth value.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "std_msgs")]
#[repr(C)]
pub struct Bool {
    /// The value.
    pub data: bool,
}

/// An opaque byte.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "std_msgs")]
#[repr(C)]
pub struct Byte {
    /// The value.
    #[ros(byte)]
    pub data: u8,
}

/// A character code of eight bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "std_msgs")]
#[repr(C)]
pub struct Char {
    /// The value.
    #[ros(char)]
    pub data: u8,
}

/// A signed integer of 8 bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "std_msgs")]
#[repr(C)]
pub struct Int8 {
    /// The value.
    pub data: i8,
}

/// A signed integer of 16 bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "std_msgs")]
#[repr(C)]
pub struct Int16 {
    /// The value.
    pub data: i16,
}

/// A signed integer of 32 bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "std_msgs")]
#[repr(C)]
pub struct Int32 {
    /// The value.
    pub data: i32,
}

/// A signed integer of 64 bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "std_msgs")]
#[repr(C)]
pub struct Int64 {
    /// The value.
    pub data: i64,
}

/// An unsigned integer of 8 bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "std_msgs")]
#[repr(C)]
pub struct UInt8 {
    /// The value.
    pub data: u8,
}

/// An unsigned integer of 16 bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "std_msgs")]
#[repr(C)]
pub struct UInt16 {
    /// The value.
    pub data: u16,
}

/// An unsigned integer of 32 bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "std_msgs")]
#[repr(C)]
pub struct UInt32 {
    /// The value.
    pub data: u32,
}

/// An unsigned integer of 64 bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "std_msgs")]
#[repr(C)]
pub struct UInt64 {
    /// The value.
    pub data: u64,
}

/// A number in single precision.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "std_msgs")]
#[repr(C)]
pub struct Float32 {
    /// The value.
    pub data: f32,
}

/// A number in double precision.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "std_msgs")]
#[repr(C)]
pub struct Float64 {
    /// The value.
    pub data: f64,
}
