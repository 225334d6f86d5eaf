//! Lists of all messages and services of this crate, for tools that look a type up by its name or hash at run time.

use ros_z_core::{RosMessage, RosService, TypeDescription, TypeHash};

/// An entry of the catalogue: a message or a service of this crate.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Entry {
    /// ROS name, such as `std_msgs/msg/Header`.
    pub type_name: &'static str,
    /// Path of the Rust type, such as `ros_z_msgs::std_msgs::Header`.
    pub rust_path: &'static str,
    /// Describes the fields.
    pub type_description: fn() -> TypeDescription,
}

impl Entry {
    /// Computes the type hash. A constant for each entry would cost every build of this crate seconds.
    #[must_use]
    pub fn type_hash(&self) -> TypeHash {
        TypeHash::of(&(self.type_description)())
    }
}

/// Calls the macro `$with` with all messages of the catalogue: `package { Message Message … } package { … }`. Shared
/// with the tests of other crates.
#[doc(hidden)]
#[macro_export]
macro_rules! __for_each_message {
    ($with:ident) => {
        $with! {
            action_msgs {
                GoalInfo GoalStatus GoalStatusArray
            }
            builtin_interfaces {
                Duration Time
            }
            diagnostic_msgs {
                DiagnosticArray DiagnosticStatus KeyValue
            }
            example_interfaces {
                Bool Byte ByteMultiArray Char Empty Float32 Float32MultiArray Float64 Float64MultiArray
                Int16 Int16MultiArray Int32 Int32MultiArray Int64 Int64MultiArray Int8 Int8MultiArray
                MultiArrayDimension MultiArrayLayout String UInt16 UInt16MultiArray UInt32
                UInt32MultiArray UInt64 UInt64MultiArray UInt8 UInt8MultiArray WString
            }
            geometry_msgs {
                Accel AccelStamped AccelWithCovariance AccelWithCovarianceStamped Inertia InertiaStamped
                Point Point32 PointStamped Polygon PolygonInstance PolygonInstanceStamped PolygonStamped
                Pose Pose2D PoseArray PoseStamped PoseWithCovariance PoseWithCovarianceStamped Quaternion
                QuaternionStamped Transform TransformStamped Twist TwistStamped TwistWithCovariance
                TwistWithCovarianceStamped Vector3 Vector3Stamped VelocityStamped Wrench WrenchStamped
            }
            lifecycle_msgs {
                State Transition TransitionDescription TransitionEvent
            }
            map_msgs {
                OccupancyGridUpdate PointCloud2Update ProjectedMap ProjectedMapInfo
            }
            nav_msgs {
                Goals GridCells MapMetaData OccupancyGrid Odometry Path
            }
            rcl_interfaces {
                FloatingPointRange IntegerRange ListParametersResult Log LoggerLevel Parameter
                ParameterDescriptor ParameterEvent ParameterEventDescriptors ParameterType ParameterValue
                SetLoggerLevelsResult SetParametersResult
            }
            rosgraph_msgs {
                Clock
            }
            sensor_msgs {
                BatteryState CameraInfo ChannelFloat32 CompressedImage FluidPressure Illuminance Image Imu
                JointState Joy JoyFeedback JoyFeedbackArray LaserEcho LaserScan MagneticField
                MultiDOFJointState MultiEchoLaserScan NavSatFix NavSatStatus PointCloud PointCloud2
                PointField Range RegionOfInterest RelativeHumidity Temperature TimeReference
            }
            service_msgs {
                ServiceEventInfo
            }
            shape_msgs {
                Mesh MeshTriangle Plane SolidPrimitive
            }
            statistics_msgs {
                MetricsMessage StatisticDataPoint StatisticDataType
            }
            std_msgs {
                Bool Byte ByteMultiArray Char ColorRGBA Empty Float32 Float32MultiArray Float64
                Float64MultiArray Header Int16 Int16MultiArray Int32 Int32MultiArray Int64 Int64MultiArray
                Int8 Int8MultiArray MultiArrayDimension MultiArrayLayout String UInt16 UInt16MultiArray
                UInt32 UInt32MultiArray UInt64 UInt64MultiArray UInt8 UInt8MultiArray
            }
            stereo_msgs {
                DisparityImage
            }
            tf2_msgs {
                TF2Error TFMessage
            }
            trajectory_msgs {
                JointTrajectory JointTrajectoryPoint MultiDOFJointTrajectory MultiDOFJointTrajectoryPoint
            }
            type_description_interfaces {
                Field FieldType IndividualTypeDescription KeyValue TypeDescription TypeSource
            }
            unique_identifier_msgs {
                UUID
            }
            visualization_msgs {
                ImageMarker InteractiveMarker InteractiveMarkerControl InteractiveMarkerFeedback
                InteractiveMarkerInit InteractiveMarkerPose InteractiveMarkerUpdate Marker MarkerArray
                MenuEntry MeshFile UVCoordinate
            }
        }
    };
}

macro_rules! catalogue {
    ($($package:ident { $($name:ident)* })*) => {
        /// All messages of this crate that a field of another message can have as its type, sorted by package.
        ///
        /// # Examples
        /// ```
        /// let header = ros_z_msgs::catalogue::MESSAGES
        ///     .iter()
        ///     .find(|entry| entry.type_name == "std_msgs/msg/Header")
        ///     .expect("std_msgs has a Header");
        /// assert_eq!(header.rust_path, "ros_z_msgs::std_msgs::Header");
        /// ```
        pub static MESSAGES: &[Entry] = &[$($(
            Entry {
                type_name: <crate::$package::$name as RosMessage>::TYPE_NAME,
                rust_path: concat!("ros_z_msgs::", stringify!($package), "::", stringify!($name)),
                type_description: <crate::$package::$name as RosMessage>::type_description,
            },
        )*)*];
    };
}

__for_each_message!(catalogue);

macro_rules! services {
    ($($package:ident { $($name:ident)* })*) => {
        /// All services of this crate, sorted by package. The description of a service refers to its request and its
        /// response.
        ///
        /// # Examples
        /// ```
        /// let trigger = ros_z_msgs::catalogue::SERVICES
        ///     .iter()
        ///     .find(|entry| entry.type_name == "std_srvs/srv/Trigger")
        ///     .expect("std_srvs has a Trigger");
        /// assert_eq!(trigger.type_hash(), <ros_z_msgs::std_srvs::srv::Trigger as ros_z_core::RosService>::TYPE_HASH);
        /// ```
        pub static SERVICES: &[Entry] = &[$($(
            Entry {
                type_name: <crate::$package::srv::$name as RosService>::TYPE_NAME,
                rust_path: concat!("ros_z_msgs::", stringify!($package), "::srv::", stringify!($name)),
                type_description: <crate::$package::srv::$name as RosService>::type_description,
            },
        )*)*];
    };
}

services! {
    action_msgs { CancelGoal }
    composition_interfaces { ListNodes LoadNode UnloadNode }
    diagnostic_msgs { AddDiagnostics SelfTest }
    example_interfaces { AddTwoInts SetBool Trigger }
    lifecycle_msgs { ChangeState GetAvailableStates GetAvailableTransitions GetState }
    map_msgs { GetMapROI GetPointMap GetPointMapROI ProjectedMapsInfo SaveMap SetMapProjections }
    nav_msgs { GetMap GetPlan LoadMap SetMap }
    rcl_interfaces {
        DescribeParameters GetLoggerLevels GetParameterTypes GetParameters ListParameters SetLoggerLevels SetParameters
        SetParametersAtomically
    }
    sensor_msgs { SetCameraInfo }
    std_srvs { Empty SetBool Trigger }
    tf2_msgs { FrameGraph }
    type_description_interfaces { GetTypeDescription }
    visualization_msgs { GetInteractiveMarkers }
}

/// Returns the description of a message or service of this crate, by its ROS name.
///
/// # Examples
/// ```
/// use ros_z_msgs::catalogue::describe;
///
/// assert_eq!(describe("std_msgs/msg/String").expect("a message").fields[0].name, "data");
/// assert!(describe("std_srvs/srv/Trigger").is_some());
/// assert!(describe("std_msgs/msg/Strung").is_none());
/// ```
#[must_use]
pub fn describe(type_name: &str) -> Option<TypeDescription> {
    let mut entries = MESSAGES.iter().chain(SERVICES);
    let entry = entries.find(|entry| entry.type_name == type_name)?;
    Some((entry.type_description)())
}
