// Written by ros-z-import from msg/RegionOfInterest.msg of sensor_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

/// A rectangle in an image, in pixels of the full resolution.
///
/// A width and height of zero mean the whole image.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "sensor_msgs")]
#[repr(C)]
pub struct RegionOfInterest {
    /// Leftmost column.
    pub x_offset: u32,
    /// Topmost row.
    pub y_offset: u32,
    /// Number of rows.
    pub height: u32,
    /// Number of columns.
    pub width: u32,
    /// Whether the rectangle is to be rectified on its own; false when the whole image was taken.
    pub do_rectify: bool,
}
