// Written by ros-z-import from msg/ChannelFloat32.msg of sensor_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

/// One more value for each point of a [`PointCloud`].
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "sensor_msgs", view, loan)]
pub struct ChannelFloat32 {
    /// Name of the channel, for example `intensity`.
    pub name: String,
    /// One value for each point, in the order of the points.
    pub values: Vec<f32>,
}
