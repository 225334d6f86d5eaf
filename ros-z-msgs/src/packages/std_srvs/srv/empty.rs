// Written by ros-z-import from srv/Empty.srv of std_srvs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_service};

/// Asks a server to act, without arguments.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "std_srvs/srv/Empty_Request")]
#[repr(C)]
pub struct EmptyRequest {}

/// Confirms that the server has acted, without data.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "std_srvs/srv/Empty_Response")]
#[repr(C)]
pub struct EmptyResponse {}

ros_service! {
    /// Asks a server to act, without arguments.
    pub Empty: EmptyRequest => EmptyResponse
}
