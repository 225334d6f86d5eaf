// Written by ros-z-import from msg/TypeSource.msg of type_description_interfaces 2.0.3. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

/// The file that defines a type.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "type_description_interfaces", view)]
pub struct TypeSource {
    /// Full name of the type.
    pub type_name: String,
    /// Format of the file: `msg`, `srv`, `action`, `idl`, `dynamic` or `implicit`.
    pub encoding: String,
    /// Content of the file.
    pub raw_file_contents: String,
}
