// Written by ros-z-import from msg/TwistWithCovarianceStamped.msg of geometry_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::geometry_msgs::TwistWithCovariance;
use crate::std_msgs::Header;

/// A [`TwistWithCovariance`] with a time and a frame.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "geometry_msgs", view)]
pub struct TwistWithCovarianceStamped {
    /// Time, and frame of the velocities.
    pub header: Header,
    /// The estimate and its uncertainty.
    pub twist: TwistWithCovariance,
}
