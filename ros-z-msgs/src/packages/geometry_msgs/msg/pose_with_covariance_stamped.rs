// Written by ros-z-import from msg/PoseWithCovarianceStamped.msg of geometry_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::geometry_msgs::PoseWithCovariance;
use crate::std_msgs::Header;

/// A [`PoseWithCovariance`] with a time and a frame.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "geometry_msgs", view)]
pub struct PoseWithCovarianceStamped {
    /// Time, and frame of the pose.
    pub header: Header,
    /// The estimate and its uncertainty.
    pub pose: PoseWithCovariance,
}
