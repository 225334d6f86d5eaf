// Written by ros-z-import from msg/ByteMultiArray.msg of std_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};
use zenoh_buffers::ZBuf;

use crate::std_msgs::MultiArrayLayout;

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
