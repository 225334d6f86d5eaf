// Written by ros-z-import from msg/ServiceEventInfo.msg of service_msgs 2.0.3. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_constants};

use crate::builtin_interfaces::Time;

/// One step of one call of a service.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "service_msgs")]
#[repr(C)]
pub struct ServiceEventInfo {
    /// Step of the service call: one of the constants.
    pub event_type: u8,
    /// Time of the step.
    pub stamp: Time,
    /// Identifier of the client.
    #[ros(char)]
    pub client_gid: [u8; 16],
    /// Number of the call; with `client_gid` it identifies the call.
    pub sequence_number: i64,
}

#[ros_constants]
impl ServiceEventInfo {
    /// The client sent the request.
    pub const REQUEST_SENT: u8 = 0;
    /// The server received the request.
    pub const REQUEST_RECEIVED: u8 = 1;
    /// The server sent the response.
    pub const RESPONSE_SENT: u8 = 2;
    /// The client received the response.
    pub const RESPONSE_RECEIVED: u8 = 3;
}
