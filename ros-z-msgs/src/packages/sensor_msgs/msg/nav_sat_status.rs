// Written by ros-z-import from msg/NavSatStatus.msg of sensor_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_constants};

/// The kind of a satellite fix and the systems it comes from.
///
/// The default `status` is [`STATUS_UNKNOWN`](Self::STATUS_UNKNOWN).
#[derive(Clone, Copy, Debug, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "sensor_msgs", default)]
#[repr(C)]
pub struct NavSatStatus {
    /// Kind of the fix: one of the `STATUS_…` constants; valid from `STATUS_FIX` upwards.
    #[ros(default = -2)]
    pub status: i8,
    /// Systems in use: `SERVICE_…` constants joined with `|`.
    pub service: u16,
}

#[ros_constants]
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
