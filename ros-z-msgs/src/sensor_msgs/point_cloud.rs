//! Point clouds of the older kind. The one in use is in `point_cloud2`.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::geometry_msgs::Point32;
use crate::std_msgs::Header;

/// One more value for each point of a [`PointCloud`].
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "sensor_msgs", view, loan)]
pub struct ChannelFloat32 {
    /// Name of the channel, for example `intensity`.
    pub name: String,
    /// One value for each point, in the order of the points.
    pub values: Vec<f32>,
}

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
