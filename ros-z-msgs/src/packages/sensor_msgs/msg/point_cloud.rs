// Written by ros-z-import from msg/PointCloud.msg of sensor_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::geometry_msgs::Point32;
use crate::sensor_msgs::ChannelFloat32;
use crate::std_msgs::Header;

/// A set of points with any number of channels beside the coordinates.
///
/// ROS 2 deprecates this type in favour of [`PointCloud2`](super::PointCloud2).
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "sensor_msgs", view, loan)]
pub struct PointCloud {
    /// Time of the measurement, and frame of the coordinates.
    pub header: Header,
    /// The positions, m.
    pub points: Vec<Point32>,
    /// Further values of the points, each as long as `points`.
    pub channels: Vec<ChannelFloat32>,
}
