// Written by ros-z-import from msg/NavSatFix.msg of sensor_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_constants};

use crate::sensor_msgs::NavSatStatus;
use crate::std_msgs::Header;

/// A position on Earth from satellite navigation, on the WGS 84 ellipsoid.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "sensor_msgs", view)]
pub struct NavSatFix {
    /// Time of the fix, and frame of the antenna.
    pub header: Header,
    /// Kind and source of the fix.
    pub status: NavSatStatus,
    /// Latitude, degrees; positive north of the equator.
    pub latitude: f64,
    /// Longitude, degrees; positive east of the prime meridian.
    pub longitude: f64,
    /// Height above the ellipsoid, m; NaN if unknown.
    pub altitude: f64,
    /// Covariance of the position, 3 × 3, row by row, in the order east, north, up, m².
    pub position_covariance: [f64; 9],
    /// Kind of the covariance: one of the constants.
    pub position_covariance_type: u8,
}

#[ros_constants]
impl NavSatFix {
    /// The covariance is unknown.
    pub const COVARIANCE_TYPE_UNKNOWN: u8 = 0;
    /// The covariance is estimated from the dilution of precision.
    pub const COVARIANCE_TYPE_APPROXIMATED: u8 = 1;
    /// The variances are known, the covariances are not.
    pub const COVARIANCE_TYPE_DIAGONAL_KNOWN: u8 = 2;
    /// The whole matrix is known.
    pub const COVARIANCE_TYPE_KNOWN: u8 = 3;
}
