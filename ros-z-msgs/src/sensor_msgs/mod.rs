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

pub use battery::BatteryState;
pub use camera_info::{CameraInfo, RegionOfInterest};
pub use environment::{FluidPressure, Illuminance, RelativeHumidity, Temperature};
pub use image::{CompressedImage, Image};
pub use imu::{Imu, MagneticField};
pub use joint_state::{JointState, MultiDOFJointState};
pub use joy::{Joy, JoyFeedback, JoyFeedbackArray};
pub use laser::{LaserEcho, LaserScan, MultiEchoLaserScan};
pub use nav_sat::{NavSatFix, NavSatStatus};
pub use point_cloud::{ChannelFloat32, PointCloud};
pub use point_cloud2::{PointCloud2, PointField};
pub use range::Range;
pub use time_reference::TimeReference;
