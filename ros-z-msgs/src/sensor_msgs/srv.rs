//! The service of camera drivers. The calibration it carries is a message.

use ros_z_core::{RosMessage, SizeEstimation, ros_service};

use super::CameraInfo;

/// Asks a camera driver to keep a calibration.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "sensor_msgs/srv/SetCameraInfo_Request", view)]
pub struct SetCameraInfoRequest {
    /// The calibration.
    pub camera_info: CameraInfo,
}

/// Reports whether the calibration was stored.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "sensor_msgs/srv/SetCameraInfo_Response", view)]
pub struct SetCameraInfoResponse {
    /// Whether it was kept.
    pub success: bool,
    /// Details, as text.
    pub status_message: String,
}

ros_service! {
    /// Asks a camera driver to keep a calibration.
    pub SetCameraInfo: SetCameraInfoRequest => SetCameraInfoResponse
}
