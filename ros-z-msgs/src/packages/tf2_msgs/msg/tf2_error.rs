// Written by ros-z-import from msg/TF2Error.msg of tf2_msgs 0.36.4. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_constants};

/// The outcome of a transform lookup.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "tf2_msgs", view)]
pub struct TF2Error {
    /// Kind of error: one of the constants.
    pub error: u8,
    /// Explanation, as text.
    pub error_string: String,
}

#[ros_constants]
impl TF2Error {
    /// The lookup succeeded.
    pub const NO_ERROR: u8 = 0;
    /// A frame does not exist.
    pub const LOOKUP_ERROR: u8 = 1;
    /// The frames are not in one tree.
    pub const CONNECTIVITY_ERROR: u8 = 2;
    /// There is no data at the requested time.
    pub const EXTRAPOLATION_ERROR: u8 = 3;
    /// An argument was invalid.
    pub const INVALID_ARGUMENT_ERROR: u8 = 4;
    /// The transform did not become available in time.
    pub const TIMEOUT_ERROR: u8 = 5;
    /// The lookup failed for another reason.
    pub const TRANSFORM_ERROR: u8 = 6;
}
