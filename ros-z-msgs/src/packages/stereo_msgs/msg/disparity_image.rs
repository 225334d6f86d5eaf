// Written by ros-z-import from msg/DisparityImage.msg of stereo_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::sensor_msgs::{Image, RegionOfInterest};
use crate::std_msgs::Header;

/// The disparity of each pixel of a rectified stereo pair.
///
/// The depth of a pixel is `f` × `t` / disparity.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "stereo_msgs", view, loan)]
pub struct DisparityImage {
    /// Time of the pair, and optical frame of the left camera.
    pub header: Header,
    /// Disparity of each pixel as `32FC1`, px.
    pub image: Image,
    /// Focal length, px.
    pub f: f32,
    /// Distance between the two cameras, m.
    pub t: f32,
    /// Part of the image that can have valid disparities.
    pub valid_window: RegionOfInterest,
    /// Smallest disparity that was searched, px.
    pub min_disparity: f32,
    /// Largest disparity that was searched, px.
    pub max_disparity: f32,
    /// Smallest step between disparities, px.
    pub delta_d: f32,
}
