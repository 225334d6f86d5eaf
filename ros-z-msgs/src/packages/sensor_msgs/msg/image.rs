// Written by ros-z-import from msg/Image.msg of sensor_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};
use zenoh_buffers::ZBuf;

use crate::std_msgs::Header;

/// An uncompressed image, stored from the top left, row by row.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "sensor_msgs", view, loan)]
pub struct Image {
    /// Time of exposure, and optical frame of the camera (X right, Y down, Z into the scene).
    pub header: Header,
    /// Number of rows.
    pub height: u32,
    /// Number of pixels in a row.
    pub width: u32,
    /// Channels, their order and size, for example `rgb8`, `mono16` or `32FC1`.
    pub encoding: String,
    /// Whether the pixels are big-endian: 0 no, 1 yes.
    pub is_bigendian: u8,
    /// Length of a row with its padding, bytes.
    pub step: u32,
    /// The pixels, `step` × `height` bytes.
    pub data: ZBuf,
}
