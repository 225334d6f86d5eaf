// Written by ros-z-import from msg/CameraInfo.msg of sensor_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::sensor_msgs::RegionOfInterest;
use crate::std_msgs::Header;

/// The calibration of a camera and the state it took an image in.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "sensor_msgs", view, loan)]
pub struct CameraInfo {
    /// Time of the image it belongs to, and optical frame of the camera.
    pub header: Header,
    /// Number of rows at calibration.
    pub height: u32,
    /// Number of columns at calibration.
    pub width: u32,
    /// Name of the distortion model, for example `plumb_bob`.
    pub distortion_model: String,
    /// Distortion parameters; `plumb_bob` has k1, k2, t1, t2, k3.
    pub d: Vec<f64>,
    /// Intrinsic matrix of the distorted image, 3 × 3, row by row, px.
    pub k: [f64; 9],
    /// Rotation that makes the two image planes of a stereo pair parallel, 3 × 3, row by row.
    pub r: [f64; 9],
    /// Projection matrix of the rectified image, 3 × 4, row by row, px.
    pub p: [f64; 12],
    /// Pixels joined to one along a row; 0 and 1 both mean none.
    pub binning_x: u32,
    /// Pixels joined to one along a column; 0 and 1 both mean none.
    pub binning_y: u32,
    /// Part of the sensor that was read out, before binning.
    pub roi: RegionOfInterest,
}
