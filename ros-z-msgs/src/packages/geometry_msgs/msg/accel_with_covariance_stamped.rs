// Written by ros-z-import from msg/AccelWithCovarianceStamped.msg of geometry_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::geometry_msgs::AccelWithCovariance;
use crate::std_msgs::Header;

/// An [`AccelWithCovariance`] with a time and a frame.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "geometry_msgs", view)]
pub struct AccelWithCovarianceStamped {
    /// Time, and frame of the accelerations.
    pub header: Header,
    /// The estimate and its uncertainty.
    pub accel: AccelWithCovariance,
}
