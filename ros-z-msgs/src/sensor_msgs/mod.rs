//! Measurements of sensors and input devices, and the calibration of cameras.
//! Poses, velocities and forces in themselves are in `geometry_msgs`.

mod battery;
mod camera_info;
mod environment;
mod image;
mod imu;
mod joint_state;
mod joy;
mod laser;
mod nav_sat;
mod point_cloud;
mod point_cloud2;
mod range;
pub mod srv;
mod time_reference;

pub use battery::{BatteryState, BatteryStateLoan, BatteryStateView};
pub use camera_info::{CameraInfo, CameraInfoLoan, CameraInfoView, RegionOfInterest};
pub use environment::{
    FluidPressure, FluidPressureView, Illuminance, IlluminanceView, RelativeHumidity, RelativeHumidityView,
    Temperature, TemperatureView,
};
pub use image::{CompressedImage, CompressedImageLoan, CompressedImageView, Image, ImageLoan, ImageView};
pub use imu::{Imu, ImuView, MagneticField, MagneticFieldView};
pub use joint_state::{
    JointState, JointStateLoan, JointStateView, MultiDOFJointState, MultiDOFJointStateLoan,
    MultiDOFJointStateView,
};
pub use joy::{
    Joy, JoyFeedback, JoyFeedbackArray, JoyFeedbackArrayLoan, JoyFeedbackArrayView, JoyLoan, JoyView,
};
pub use laser::{
    LaserEcho, LaserEchoLoan, LaserEchoView, LaserScan, LaserScanLoan, LaserScanView, MultiEchoLaserScan,
    MultiEchoLaserScanLoan, MultiEchoLaserScanView,
};
pub use nav_sat::{NavSatFix, NavSatFixView, NavSatStatus};
pub use point_cloud::{
    ChannelFloat32, ChannelFloat32Loan, ChannelFloat32View, PointCloud, PointCloudLoan, PointCloudView,
};
pub use point_cloud2::{PointCloud2, PointCloud2Loan, PointCloud2View, PointField, PointFieldView};
pub use range::{Range, RangeView};
pub use time_reference::{TimeReference, TimeReferenceView};
