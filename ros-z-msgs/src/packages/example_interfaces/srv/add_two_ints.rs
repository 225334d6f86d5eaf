// Written by ros-z-import from srv/AddTwoInts.srv of example_interfaces 0.12.0. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_service};

/// An example of a service: adds two integers.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "example_interfaces/srv/AddTwoInts_Request")]
#[repr(C)]
pub struct AddTwoIntsRequest {
    /// The first number.
    pub a: i64,
    /// The second number.
    pub b: i64,
}

/// The sum of two integers.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "example_interfaces/srv/AddTwoInts_Response")]
#[repr(C)]
pub struct AddTwoIntsResponse {
    /// The sum.
    pub sum: i64,
}

ros_service! {
    /// An example of a service: adds two integers.
    pub AddTwoInts: AddTwoIntsRequest => AddTwoIntsResponse
}
