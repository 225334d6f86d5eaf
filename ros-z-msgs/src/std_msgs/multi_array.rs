//! Multi-dimensional arrays of numbers. Their shape is a `MultiArrayLayout`;
//! single numbers are in `scalar`.

use ros_z_core::{RosMessage, SizeEstimation};
use zenoh_buffers::ZBuf;

use super::MultiArrayLayout;

/// A multi-dimensional array of opaque bytes.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "std_msgs", view, loan)]
pub struct ByteMultiArray {
    /// Shape of the array.
    pub layout: MultiArrayLayout,
    /// The elements, last dimension fastest.
    #[ros(byte)]
    pub data: ZBuf,
}

/// A multi-dimensional array of `i8`.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "std_msgs", view, loan)]
pub struct Int8MultiArray {
    /// Shape of the array.
    pub layout: MultiArrayLayout,
    /// The elements, last dimension fastest.
    pub data: Vec<i8>,
}

/// A multi-dimensional array of `i16`.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "std_msgs", view, loan)]
pub struct Int16MultiArray {
    /// Shape of the array.
    pub layout: MultiArrayLayout,
    /// The elements, last dimension fastest.
    pub data: Vec<i16>,
}

/// A multi-dimensional array of `i32`.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "std_msgs", view, loan)]
pub struct Int32MultiArray {
    /// Shape of the array.
    pub layout: MultiArrayLayout,
    /// The elements, last dimension fastest.
    pub data: Vec<i32>,
}

/// A multi-dimensional array of `i64`.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "std_msgs", view, loan)]
pub struct Int64MultiArray {
    /// Shape of the array.
    pub layout: MultiArrayLayout,
    /// The elements, last dimension fastest.
    pub data: Vec<i64>,
}

/// A multi-dimensional array of `u8`.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "std_msgs", view, loan)]
pub struct UInt8MultiArray {
    /// Shape of the array.
    pub layout: MultiArrayLayout,
    /// The elements, last dimension fastest.
    pub data: ZBuf,
}

/// A multi-dimensional array of `u16`.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "std_msgs", view, loan)]
pub struct UInt16MultiArray {
    /// Shape of the array.
    pub layout: MultiArrayLayout,
    /// The elements, last dimension fastest.
    pub data: Vec<u16>,
}

/// A multi-dimensional array of `u32`.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "std_msgs", view, loan)]
pub struct UInt32MultiArray {
    /// Shape of the array.
    pub layout: MultiArrayLayout,
    /// The elements, last dimension fastest.
    pub data: Vec<u32>,
}

/// A multi-dimensional array of `u64`.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "std_msgs", view, loan)]
pub struct UInt64MultiArray {
    /// Shape of the array.
    pub layout: MultiArrayLayout,
    /// The elements, last dimension fastest.
    pub data: Vec<u64>,
}

/// A multi-dimensional array of `f32`.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "std_msgs", view, loan)]
pub struct Float32MultiArray {
    /// Shape of the array.
    pub layout: MultiArrayLayout,
    /// The elements, last dimension fastest.
    pub data: Vec<f32>,
}

/// A multi-dimensional array of `f64`.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "std_msgs", view, loan)]
pub struct Float64MultiArray {
    /// Shape of the array.
    pub layout: MultiArrayLayout,
    /// The elements, last dimension fastest.
    pub data: Vec<f64>,
}
