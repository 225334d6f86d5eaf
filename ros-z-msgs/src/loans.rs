//! The messages with large fields, built where they are sent from: for `ShmPublisher::loan`. Same names, same hashes,
//! same bytes as the owned types.

use crate::sensor_msgs::PointField;
use crate::std_msgs::Header;
use ros_z_core::{CdrSliceMut, RosMessage, SizeEstimation};

/// [`Image`](crate::sensor_msgs::Image), an uncompressed image: built in place.
#[derive(Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "sensor_msgs/msg/Image")]
pub struct ImageLoan {
    /// Time and frame of the data.
    pub header: Header,
    /// Number of rows.
    pub height: u32,
    /// Number of pixels in a row.
    pub width: u32,
    /// Channels, their order and size, for example `rgb8`.
    pub encoding: String,
    /// Whether the pixels are big-endian: 0 no, 1 yes.
    pub is_bigendian: u8,
    /// Length of a row with its padding, bytes.
    pub step: u32,
    /// The pixels, `step` × `height` bytes.
    pub data: CdrSliceMut<u8>,
}

/// [`CompressedImage`](crate::sensor_msgs::CompressedImage), an image in a compressed file format: built in place.
#[derive(Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "sensor_msgs/msg/CompressedImage")]
pub struct CompressedImageLoan {
    /// Time and frame of the data.
    pub header: Header,
    /// File format, for example `jpeg` or `png`.
    pub format: String,
    /// The compressed file.
    pub data: CdrSliceMut<u8>,
}

/// [`PointCloud2`](crate::sensor_msgs::PointCloud2), a cloud of points with any channels: built in place.
#[derive(Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "sensor_msgs/msg/PointCloud2")]
pub struct PointCloud2Loan {
    /// Time and frame of the data.
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
    pub data: CdrSliceMut<u8>,
    /// Whether every point is valid: without NaN or infinity.
    pub is_dense: bool,
}

/// [`LaserScan`](crate::sensor_msgs::LaserScan), a scan of a planar laser: built in place.
#[derive(Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "sensor_msgs/msg/LaserScan")]
pub struct LaserScanLoan {
    /// Time and frame of the data.
    pub header: Header,
    /// Start of the scan, rad.
    pub angle_min: f32,
    /// End of the scan, rad.
    pub angle_max: f32,
    /// Between two measurements, rad.
    pub angle_increment: f32,
    /// Between two measurements, s.
    pub time_increment: f32,
    /// Between two scans, s.
    pub scan_time: f32,
    /// Least distance, m.
    pub range_min: f32,
    /// Largest distance, m.
    pub range_max: f32,
    /// Distances, m.
    pub ranges: CdrSliceMut<f32>,
    /// Strengths of the echoes, in units of the device.
    pub intensities: CdrSliceMut<f32>,
}

/// [`OccupancyGrid`](crate::nav_msgs::OccupancyGrid), a map of where there is something: built in place.
#[derive(Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "nav_msgs/msg/OccupancyGrid")]
pub struct OccupancyGridLoan {
    /// Time and frame of the data.
    pub header: Header,
    /// Size and place of the map.
    pub info: crate::nav_msgs::MapMetaData,
    /// Row by row from (0, 0): 0 free to 100 occupied, -1 unknown.
    pub data: CdrSliceMut<i8>,
}

const _: () = {
    assert_same::<crate::sensor_msgs::Image, ImageLoan>();
    assert_same::<crate::sensor_msgs::CompressedImage, CompressedImageLoan>();
    assert_same::<crate::sensor_msgs::PointCloud2, PointCloud2Loan>();
    assert_same::<crate::sensor_msgs::LaserScan, LaserScanLoan>();
    assert_same::<crate::nav_msgs::OccupancyGrid, OccupancyGridLoan>();
};

/// Stops the compilation if two are not one type to ROS.
const fn assert_same<T: RosMessage, V: RosMessage>() {
    assert!(T::TYPE_HASH.is_same(&V::TYPE_HASH));
}
