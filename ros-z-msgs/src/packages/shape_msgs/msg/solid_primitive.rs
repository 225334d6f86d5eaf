// Written by ros-z-import from msg/SolidPrimitive.msg of shape_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_constants};

use crate::geometry_msgs::Polygon;

/// A simple solid around the origin of its frame.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "shape_msgs", view, loan)]
pub struct SolidPrimitive {
    /// Kind of solid: a constant from [`BOX`](Self::BOX) to [`PRISM`](Self::PRISM).
    pub r#type: u8,
    /// Dimensions of the solid, m; the other constants are their indices.
    #[ros(max_len = 3)]
    pub dimensions: Vec<f64>,
    /// Base of a prism in the plane X–Y, counter-clockwise; empty for other solids.
    pub polygon: Polygon,
}

#[ros_constants]
impl SolidPrimitive {
    /// A box.
    pub const BOX: u8 = 1;
    /// A sphere.
    pub const SPHERE: u8 = 2;
    /// A cylinder along Z.
    pub const CYLINDER: u8 = 3;
    /// A cone along Z.
    pub const CONE: u8 = 4;
    /// A prism along Z.
    pub const PRISM: u8 = 5;
    /// Index of a box's extent along X.
    pub const BOX_X: u8 = 0;
    /// Index of a box's extent along Y.
    pub const BOX_Y: u8 = 1;
    /// Index of a box's extent along Z.
    pub const BOX_Z: u8 = 2;
    /// Index of a sphere's radius.
    pub const SPHERE_RADIUS: u8 = 0;
    /// Index of a cylinder's height.
    pub const CYLINDER_HEIGHT: u8 = 0;
    /// Index of a cylinder's radius.
    pub const CYLINDER_RADIUS: u8 = 1;
    /// Index of a cone's height.
    pub const CONE_HEIGHT: u8 = 0;
    /// Index of the radius of a cone's base.
    pub const CONE_RADIUS: u8 = 1;
    /// Index of a prism's height.
    pub const PRISM_HEIGHT: u8 = 0;
}
