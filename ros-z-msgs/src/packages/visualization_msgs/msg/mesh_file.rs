// Written by ros-z-import from msg/MeshFile.msg of visualization_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};
use zenoh_buffers::ZBuf;

/// A file of a mesh that travels with the message.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "visualization_msgs", view, loan)]
pub struct MeshFile {
    /// Name of the file; its extension determines the format.
    pub filename: String,
    /// Content of the file.
    pub data: ZBuf,
}
