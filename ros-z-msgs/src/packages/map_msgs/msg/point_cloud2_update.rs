// Written by ros-z-import from msg/PointCloud2Update.msg of map_msgs 2.4.0. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_constants};

use crate::sensor_msgs::PointCloud2;
use crate::std_msgs::Header;

/// Points that are added to a cloud or removed from it.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "map_msgs", view, loan)]
pub struct PointCloud2Update {
    /// Time, and frame of the cloud.
    pub header: Header,
    /// Kind of the update: [`ADD`](Self::ADD) or [`DELETE`](Self::DELETE).
    pub r#type: u32,
    /// The points.
    pub points: PointCloud2,
}

#[ros_constants]
impl PointCloud2Update {
    /// Add the points.
    pub const ADD: u32 = 0;
    /// Remove the points.
    pub const DELETE: u32 = 1;
}
