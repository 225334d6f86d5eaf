// Written by ros-z-import from geometry_msgs 5.3.6. Change the definition and import it again.

//! Messages of `geometry_msgs`.

mod accel;
mod accel_stamped;
mod accel_with_covariance;
mod accel_with_covariance_stamped;
mod inertia;
mod inertia_stamped;
mod point;
mod point32;
mod point_stamped;
mod polygon;
mod polygon_instance;
mod polygon_instance_stamped;
mod polygon_stamped;
mod pose;
mod pose2_d;
mod pose_array;
mod pose_stamped;
mod pose_with_covariance;
mod pose_with_covariance_stamped;
mod quaternion;
mod quaternion_stamped;
mod transform;
mod transform_stamped;
mod twist;
mod twist_stamped;
mod twist_with_covariance;
mod twist_with_covariance_stamped;
mod vector3;
mod vector3_stamped;
mod velocity_stamped;
mod wrench;
mod wrench_stamped;

pub use accel::Accel;
pub use accel_stamped::{AccelStamped, AccelStampedView};
pub use accel_with_covariance::AccelWithCovariance;
pub use accel_with_covariance_stamped::{
    AccelWithCovarianceStamped, AccelWithCovarianceStampedView,
};
pub use inertia::Inertia;
pub use inertia_stamped::{InertiaStamped, InertiaStampedView};
pub use point::Point;
pub use point_stamped::{PointStamped, PointStampedView};
pub use point32::Point32;
pub use polygon::{Polygon, PolygonLoan, PolygonView};
pub use polygon_instance::{PolygonInstance, PolygonInstanceLoan, PolygonInstanceView};
pub use polygon_instance_stamped::{
    PolygonInstanceStamped, PolygonInstanceStampedLoan, PolygonInstanceStampedView,
};
pub use polygon_stamped::{PolygonStamped, PolygonStampedLoan, PolygonStampedView};
pub use pose::Pose;
pub use pose_array::{PoseArray, PoseArrayLoan, PoseArrayView};
pub use pose_stamped::{PoseStamped, PoseStampedView};
pub use pose_with_covariance::PoseWithCovariance;
pub use pose_with_covariance_stamped::{PoseWithCovarianceStamped, PoseWithCovarianceStampedView};
pub use pose2_d::Pose2D;
pub use quaternion::Quaternion;
pub use quaternion_stamped::{QuaternionStamped, QuaternionStampedView};
pub use transform::Transform;
pub use transform_stamped::{TransformStamped, TransformStampedView};
pub use twist::Twist;
pub use twist_stamped::{TwistStamped, TwistStampedView};
pub use twist_with_covariance::TwistWithCovariance;
pub use twist_with_covariance_stamped::{
    TwistWithCovarianceStamped, TwistWithCovarianceStampedView,
};
pub use vector3::Vector3;
pub use vector3_stamped::{Vector3Stamped, Vector3StampedView};
pub use velocity_stamped::{VelocityStamped, VelocityStampedView};
pub use wrench::Wrench;
pub use wrench_stamped::{WrenchStamped, WrenchStampedView};
