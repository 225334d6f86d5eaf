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

pub use accel::{
    Accel, AccelStamped, AccelStampedView, AccelWithCovariance, AccelWithCovarianceStamped,
    AccelWithCovarianceStampedView,
};
pub use inertia::{Inertia, InertiaStamped, InertiaStampedView};
pub use point::{Point, Point32, PointStamped, PointStampedView};
pub use polygon::{
    Polygon, PolygonInstance, PolygonInstanceLoan, PolygonInstanceStamped, PolygonInstanceStampedLoan,
    PolygonInstanceStampedView, PolygonInstanceView, PolygonLoan, PolygonStamped, PolygonStampedLoan,
    PolygonStampedView, PolygonView,
};
pub use pose::{Pose, Pose2D, PoseArray, PoseArrayLoan, PoseArrayView, PoseStamped, PoseStampedView};
pub use pose_with_covariance::{
    PoseWithCovariance, PoseWithCovarianceStamped, PoseWithCovarianceStampedView,
};
pub use quaternion::{Quaternion, QuaternionStamped, QuaternionStampedView};
pub use transform::{Transform, TransformStamped, TransformStampedView};
pub use twist::{
    Twist, TwistStamped, TwistStampedView, TwistWithCovariance, TwistWithCovarianceStamped,
    TwistWithCovarianceStampedView, VelocityStamped, VelocityStampedView,
};
pub use vector::{Vector3, Vector3Stamped, Vector3StampedView};
pub use wrench::{Wrench, WrenchStamped, WrenchStampedView};
