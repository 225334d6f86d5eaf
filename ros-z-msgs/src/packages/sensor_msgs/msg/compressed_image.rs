// Written by ros-z-import from msg/CompressedImage.msg of sensor_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};
use zenoh_buffers::ZBuf;

use crate::std_msgs::Header;

/// An image in a compressed file format.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "sensor_msgs", view, loan)]
pub struct CompressedImage {
    /// Time of exposure, and optical frame of the camera (X right, Y down, Z into the scene).
    pub header: Header,
    /// File format and, if known, the encoding of the source, for example `jpeg` or `png`.
    pub format: String,
    /// The compressed file.
    pub data: ZBuf,
}
