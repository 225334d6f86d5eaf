//! Fixes of satellite navigation. Motion of the vehicle is in `imu`.

use ros_z_core::{RosMessage, SizeEstimation};

use crate::std_msgs::Header;

/// The kind of a satellite fix and the systems it comes from.
///
/// The default `status` is [`STATUS_UNKNOWN`](Self::STATUS_UNKNOWN).
#[derive(Clone, Copy, Debug, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "sensor_msgs")]
#[repr(C)]
pub struct NavSatStatus {
    /// Kind of the fix: one of the `STATUS_…` constants; valid from `STATUS_FIX` upwards.
    pub status: i8,
    /// Systems in use: `SERVICE_…` constants joined with `|`.
    pub service: u16,
}

impl NavSatStatus {
    /// The status was not set.
    pub const STATUS_UNKNOWN: i8 = -2;
    /// There is no position.
    pub const STATUS_NO_FIX: i8 = -1;
    /// There is a position without augmentation.
    pub const STATUS_FIX: i8 = 0;
    /// The position is improved by satellites of an augmentation system.
    pub const STATUS_SBAS_FIX: i8 = 1;
    /// The position is improved by stations on the ground.
    pub const STATUS_GBAS_FIX: i8 = 2;
    /// No system is known to be in use; compare with `==`, it has no bit.
    pub const SERVICE_UNKNOWN: u16 = 0;
    /// GPS is in use.
    pub const SERVICE_GPS: u16 = 1;
    /// GLONASS is in use.
    pub const SERVICE_GLONASS: u16 = 2;
    /// COMPASS is in use, BeiDou included.
    pub const SERVICE_COMPASS: u16 = 4;
    /// Galileo is in use.
    pub const SERVICE_GALILEO: u16 = 8;
}

impl Default for NavSatStatus {
    fn default() -> Self {
        Self {
            status: Self::STATUS_UNKNOWN,
            service: 0,
        }
    }
}

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
