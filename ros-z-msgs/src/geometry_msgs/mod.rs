//! Points, orientations, poses, motion and forces, in SI units and right-handed frames.
//! Trees of transforms are in `tf2_msgs`, paths and maps in `nav_msgs`.

mod accel;
mod inertia;
mod point;
mod polygon;
mod pose;
mod pose_with_covariance;
mod quaternion;
mod transform;
mod twist;
mod vector;
mod wrench;

pub use accel::{Accel, AccelStamped, AccelWithCovariance, AccelWithCovarianceStamped};
pub use inertia::{Inertia, InertiaStamped};
pub use point::{Point, Point32, PointStamped};
pub use polygon::{Polygon, PolygonInstance, PolygonInstanceStamped, PolygonStamped};
pub use pose::{Pose, Pose2D, PoseArray, PoseStamped};
pub use pose_with_covariance::{PoseWithCovariance, PoseWithCovarianceStamped};
pub use quaternion::{Quaternion, QuaternionStamped};
pub use transform::{Transform, TransformStamped};
pub use twist::{Twist, TwistStamped, TwistWithCovariance, TwistWithCovarianceStamped, VelocityStamped};
pub use vector::{Vector3, Vector3Stamped};
pub use wrench::{Wrench, WrenchStamped};
