// Written by ros-z-import from sensor_msgs 5.3.6. Change the definition and import it again.

//! Services of `sensor_msgs`.

mod set_camera_info;

pub use set_camera_info::{
    SetCameraInfo, SetCameraInfoRequest, SetCameraInfoRequestView, SetCameraInfoResponse,
    SetCameraInfoResponseView,
};
