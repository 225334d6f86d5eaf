// Written by ros-z-import from msg/InertiaStamped.msg of geometry_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::geometry_msgs::Inertia;
use crate::std_msgs::Header;

/// An [`Inertia`] with a time and a frame.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "geometry_msgs", view)]
pub struct InertiaStamped {
    /// Time, and frame of the inertia.
    pub header: Header,
    /// The inertia.
    pub inertia: Inertia,
}
