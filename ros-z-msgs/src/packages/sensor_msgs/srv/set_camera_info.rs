// Written by ros-z-import from srv/SetCameraInfo.srv of sensor_msgs 5.3.6. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_service};

use crate::sensor_msgs::CameraInfo;

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
