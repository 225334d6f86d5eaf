//! The crate `ros-z-core`, with derives that find it here: a package that depends on `ros-z` alone needs no
//! attribute.

#[doc(inline)]
pub use ros_z_core::__private::only_traits::{RosMessage, SizeEstimation};
pub use ros_z_core::*;
pub use ros_z_derive::{
    RosMessageOfRosZ as RosMessage, SizeEstimationOfRosZ as SizeEstimation,
    ros_constants_of_ros_z as ros_constants,
};
