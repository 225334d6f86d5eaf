// Written by ros-z-import from msg/ByteMultiArray.msg of example_interfaces 0.12.0. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};
use zenoh_buffers::ZBuf;

use crate::example_interfaces::MultiArrayLayout;

/// An array of bytes with any number of dimensions, for examples.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "example_interfaces", view, loan)]
pub struct ByteMultiArray {
    /// Shape of the array.
    pub layout: MultiArrayLayout,
    /// The elements, last dimension fastest.
    #[ros(byte)]
    pub data: ZBuf,
}
