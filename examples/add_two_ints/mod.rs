//! The service of the server and the client. ROS 2 defines it in `example_interfaces`.

use ros_z_core::{RosMessage, SizeEstimation, ros_service};

/// Two numbers.
#[derive(Debug, RosMessage, SizeEstimation)]
#[ros(type_name = "example_interfaces/srv/AddTwoInts_Request")]
pub struct AddTwoIntsRequest {
    /// The first number.
    pub a: i64,
    /// The second number.
    pub b: i64,
}

/// Their sum.
#[derive(Debug, RosMessage, SizeEstimation)]
#[ros(type_name = "example_interfaces/srv/AddTwoInts_Response")]
pub struct AddTwoIntsResponse {
    /// The sum.
    pub sum: i64,
}

ros_service! {
    /// Adds two numbers.
    pub AddTwoInts: AddTwoIntsRequest => AddTwoIntsResponse
}
