//! Point clouds with a free layout. The older layout with fixed points is in `point_cloud`.

use ros_z_core::{RosMessage, SizeEstimation};
use zenoh_buffers::ZBuf;

use crate::std_msgs::Header;

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

/// A set of points, each a record of the channels in `fields`.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "sensor_msgs", view, loan)]
pub struct PointCloud2 {
    /// Time of the measurement, and frame of the coordinates.
    pub header: Header,
    /// Number of rows; 1 for a cloud without order.
    pub height: u32,
    /// Number of points in a row.
    pub width: u32,
    /// The channels of a point.
    pub fields: Vec<PointField>,
    /// Whether the numbers in `data` are big-endian.
    pub is_bigendian: bool,
    /// Length of a point, bytes.
    pub point_step: u32,
    /// Length of a row, bytes.
    pub row_step: u32,
    /// The points, `row_step` × `height` bytes.
    pub data: ZBuf,
    /// Whether every point is valid: without NaN or infinity.
    pub is_dense: bool,
}
