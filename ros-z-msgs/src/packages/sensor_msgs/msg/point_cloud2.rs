// Written by ros-z-import from msg/PointCloud2.msg of sensor_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};
use zenoh_buffers::ZBuf;

use crate::sensor_msgs::PointField;
use crate::std_msgs::Header;

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
