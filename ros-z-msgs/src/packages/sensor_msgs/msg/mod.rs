// Written by ros-z-import from sensor_msgs 5.3.6. Change the definition and import it again.

//! Messages of `sensor_msgs`.

mod battery_state;
mod camera_info;
mod channel_float32;
mod compressed_image;
mod fluid_pressure;
mod illuminance;
mod image;
mod imu;
mod joint_state;
mod joy;
mod joy_feedback;
mod joy_feedback_array;
mod laser_echo;
mod laser_scan;
mod magnetic_field;
mod multi_dof_joint_state;
mod multi_echo_laser_scan;
mod nav_sat_fix;
mod nav_sat_status;
mod point_cloud;
mod point_cloud2;
mod point_field;
mod range;
mod region_of_interest;
mod relative_humidity;
mod temperature;
mod time_reference;

pub use battery_state::{BatteryState, BatteryStateLoan, BatteryStateView};
pub use camera_info::{CameraInfo, CameraInfoLoan, CameraInfoView};
pub use channel_float32::{ChannelFloat32, ChannelFloat32Loan, ChannelFloat32View};
pub use compressed_image::{CompressedImage, CompressedImageLoan, CompressedImageView};
pub use fluid_pressure::{FluidPressure, FluidPressureView};
pub use illuminance::{Illuminance, IlluminanceView};
pub use image::{Image, ImageLoan, ImageView};
pub use imu::{Imu, ImuView};
pub use joint_state::{JointState, JointStateLoan, JointStateView};
pub use joy::{Joy, JoyLoan, JoyView};
pub use joy_feedback::JoyFeedback;
pub use joy_feedback_array::{JoyFeedbackArray, JoyFeedbackArrayLoan, JoyFeedbackArrayView};
pub use laser_echo::{LaserEcho, LaserEchoLoan, LaserEchoView};
pub use laser_scan::{LaserScan, LaserScanLoan, LaserScanView};
pub use magnetic_field::{MagneticField, MagneticFieldView};
pub use multi_dof_joint_state::{
    MultiDOFJointState, MultiDOFJointStateLoan, MultiDOFJointStateView,
};
pub use multi_echo_laser_scan::{
    MultiEchoLaserScan, MultiEchoLaserScanLoan, MultiEchoLaserScanView,
};
pub use nav_sat_fix::{NavSatFix, NavSatFixView};
pub use nav_sat_status::NavSatStatus;
pub use point_cloud::{PointCloud, PointCloudLoan, PointCloudView};
pub use point_cloud2::{PointCloud2, PointCloud2Loan, PointCloud2View};
pub use point_field::{PointField, PointFieldView};
pub use range::{Range, RangeView};
pub use region_of_interest::RegionOfInterest;
pub use relative_humidity::{RelativeHumidity, RelativeHumidityView};
pub use temperature::{Temperature, TemperatureView};
pub use time_reference::{TimeReference, TimeReferenceView};
