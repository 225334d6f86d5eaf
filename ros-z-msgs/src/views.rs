//! The messages with large fields, read where they lie: for `Sample::view`, and to be published from borrowed data with
//! `ShmPublisher::publish_as`. Same names, same hashes, same bytes as the owned types.

use crate::builtin_interfaces::Time;
use ros_z_core::{CdrSlice, RosMessage, SizeEstimation};

/// [`Header`](crate::std_msgs::Header), borrowed.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "std_msgs/msg/Header")]
pub struct HeaderView<'a> {
    /// Time of the data.
    pub stamp: Time,
    /// Frame of the data.
    pub frame_id: &'a str,
}

/// [`PointField`](crate::sensor_msgs::PointField), borrowed.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "sensor_msgs/msg/PointField")]
pub struct PointFieldView<'a> {
    /// Name of the channel.
    pub name: &'a str,
    /// Offset in the point, bytes.
    pub offset: u32,
    /// Type of the numbers, as the constants of [`PointField`](crate::sensor_msgs::PointField) say.
    pub datatype: u8,
    /// How many numbers.
    pub count: u32,
}

/// [`Image`](crate::sensor_msgs::Image), an uncompressed image: borrowed.
#[derive(Clone, Debug, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "sensor_msgs/msg/Image")]
pub struct ImageView<'a> {
    /// Time and frame of the data.
    pub header: HeaderView<'a>,
    /// Number of rows.
    pub height: u32,
    /// Number of pixels in a row.
    pub width: u32,
    /// Channels, their order and size, for example `rgb8`.
    pub encoding: &'a str,
    /// Whether the pixels are big-endian: 0 no, 1 yes.
    pub is_bigendian: u8,
    /// Length of a row with its padding, bytes.
    pub step: u32,
    /// The pixels, `step` × `height` bytes.
    pub data: &'a [u8],
}

/// [`CompressedImage`](crate::sensor_msgs::CompressedImage), an image in a compressed file format: borrowed.
#[derive(Clone, Debug, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "sensor_msgs/msg/CompressedImage")]
pub struct CompressedImageView<'a> {
    /// Time and frame of the data.
    pub header: HeaderView<'a>,
    /// File format, for example `jpeg` or `png`.
    pub format: &'a str,
    /// The compressed file.
    pub data: &'a [u8],
}

/// [`PointCloud2`](crate::sensor_msgs::PointCloud2), a cloud of points with any channels: borrowed.
#[derive(Clone, Debug, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "sensor_msgs/msg/PointCloud2")]
pub struct PointCloud2View<'a> {
    /// Time and frame of the data.
    pub header: HeaderView<'a>,
    /// Number of rows; 1 for a cloud without order.
    pub height: u32,
    /// Number of points in a row.
    pub width: u32,
    /// The channels of a point.
    pub fields: Vec<PointFieldView<'a>>,
    /// Whether the numbers in `data` are big-endian.
    pub is_bigendian: bool,
    /// Length of a point, bytes.
    pub point_step: u32,
    /// Length of a row, bytes.
    pub row_step: u32,
    /// The points, `row_step` × `height` bytes.
    pub data: &'a [u8],
    /// Whether every point is valid: without NaN or infinity.
    pub is_dense: bool,
}

/// [`LaserScan`](crate::sensor_msgs::LaserScan), a scan of a planar laser: borrowed.
#[derive(Clone, Debug, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "sensor_msgs/msg/LaserScan")]
pub struct LaserScanView<'a> {
    /// Time and frame of the data.
    pub header: HeaderView<'a>,
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
    pub ranges: CdrSlice<'a, f32>,
    /// Strengths of the echoes, in units of the device.
    pub intensities: CdrSlice<'a, f32>,
}

/// [`OccupancyGrid`](crate::nav_msgs::OccupancyGrid), a map of where there is something: borrowed.
#[derive(Clone, Debug, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "nav_msgs/msg/OccupancyGrid")]
pub struct OccupancyGridView<'a> {
    /// Time and frame of the data.
    pub header: HeaderView<'a>,
    /// Size and place of the map.
    pub info: crate::nav_msgs::MapMetaData,
    /// Row by row from (0, 0): 0 free to 100 occupied, -1 unknown.
    pub data: CdrSlice<'a, i8>,
}

const _: () = {
    assert_same::<crate::sensor_msgs::Image, ImageView<'static>>();
    assert_same::<crate::sensor_msgs::CompressedImage, CompressedImageView<'static>>();
    assert_same::<crate::sensor_msgs::PointCloud2, PointCloud2View<'static>>();
    assert_same::<crate::sensor_msgs::LaserScan, LaserScanView<'static>>();
    assert_same::<crate::nav_msgs::OccupancyGrid, OccupancyGridView<'static>>();
};

/// Stops the compilation if two are not one type to ROS.
pub(crate) const fn assert_same<T: RosMessage, V: RosMessage>() {
    assert!(T::TYPE_HASH.is_same(&V::TYPE_HASH));
}
