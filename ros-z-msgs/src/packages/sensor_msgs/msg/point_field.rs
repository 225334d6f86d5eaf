// Written by ros-z-import from msg/PointField.msg of sensor_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_constants};

/// One channel in the points of a [`PointCloud2`].
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "sensor_msgs", view)]
pub struct PointField {
    /// Name of the channel, for example `x` or `intensity`.
    pub name: String,
    /// Distance from the start of the point, bytes.
    pub offset: u32,
    /// Type of an element: one of the constants.
    pub datatype: u8,
    /// Number of elements.
    pub count: u32,
}

#[ros_constants]
impl PointField {
    /// The elements are `i8`.
    pub const INT8: u8 = 1;
    /// The elements are `u8`.
    pub const UINT8: u8 = 2;
    /// The elements are `i16`.
    pub const INT16: u8 = 3;
    /// The elements are `u16`.
    pub const UINT16: u8 = 4;
    /// The elements are `i32`.
    pub const INT32: u8 = 5;
    /// The elements are `u32`.
    pub const UINT32: u8 = 6;
    /// The elements are `f32`.
    pub const FLOAT32: u8 = 7;
    /// The elements are `f64`.
    pub const FLOAT64: u8 = 8;
}
