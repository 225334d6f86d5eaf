//! The text that a type was defined by.

use ros_z_core::{RosMessage, SizeEstimation};

/// The file that a type was defined in.
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
