//! The lists of all messages and of all parts of services that the tests of this crate expect. The test files contain the
//! tests of each of them.

/// Calls the macro `$with` with `package: Message Message …; package: …;`.
macro_rules! for_each_message {
    ($with:ident) => {
        $with! {
            action_msgs: GoalInfo GoalStatus GoalStatusArray;
            builtin_interfaces: Duration Time;
            diagnostic_msgs: DiagnosticArray DiagnosticStatus KeyValue;
            geometry_msgs: Accel AccelStamped AccelWithCovariance
                AccelWithCovarianceStamped Inertia InertiaStamped Point Point32
                PointStamped Polygon PolygonInstance PolygonInstanceStamped
                PolygonStamped Pose Pose2D PoseArray PoseStamped PoseWithCovariance
                PoseWithCovarianceStamped Quaternion QuaternionStamped Transform
                TransformStamped Twist TwistStamped TwistWithCovariance
                TwistWithCovarianceStamped Vector3 Vector3Stamped VelocityStamped
                Wrench WrenchStamped;
            lifecycle_msgs: State Transition TransitionDescription TransitionEvent;
            nav_msgs: GridCells MapMetaData OccupancyGrid Odometry Path;
            rcl_interfaces: FloatingPointRange IntegerRange ListParametersResult Log
                LoggerLevel Parameter ParameterDescriptor ParameterEvent
                ParameterEventDescriptors ParameterType ParameterValue
                SetLoggerLevelsResult SetParametersResult;
            rosgraph_msgs: Clock;
            sensor_msgs: BatteryState CameraInfo ChannelFloat32 CompressedImage
                FluidPressure Illuminance Image Imu JointState Joy JoyFeedback
                JoyFeedbackArray LaserEcho LaserScan MagneticField MultiDOFJointState
                MultiEchoLaserScan NavSatFix NavSatStatus PointCloud PointCloud2
                PointField Range RegionOfInterest RelativeHumidity Temperature
                TimeReference;
            service_msgs: ServiceEventInfo;
            shape_msgs: Mesh MeshTriangle Plane SolidPrimitive;
            statistics_msgs: MetricsMessage StatisticDataPoint StatisticDataType;
            std_msgs: Bool Byte ByteMultiArray Char ColorRGBA Empty Float32
                Float32MultiArray Float64 Float64MultiArray Header Int16
                Int16MultiArray Int32 Int32MultiArray Int64 Int64MultiArray Int8
                Int8MultiArray MultiArrayDimension MultiArrayLayout String UInt16
                UInt16MultiArray UInt32 UInt32MultiArray UInt64 UInt64MultiArray UInt8
                UInt8MultiArray;
            stereo_msgs: DisparityImage;
            tf2_msgs: TF2Error TFMessage;
            trajectory_msgs: JointTrajectory JointTrajectoryPoint
                MultiDOFJointTrajectory MultiDOFJointTrajectoryPoint;
            type_description_interfaces: Field FieldType IndividualTypeDescription
                KeyValue TypeDescription TypeSource;
            unique_identifier_msgs: UUID;
            visualization_msgs: ImageMarker InteractiveMarker InteractiveMarkerControl
                InteractiveMarkerFeedback InteractiveMarkerInit InteractiveMarkerPose
                InteractiveMarkerUpdate Marker MarkerArray MenuEntry MeshFile
                UVCoordinate;
        }
    };
}

/// Calls the macro `$with` with the parts of services in the form `package: Part Part …; package: …;`.
macro_rules! for_each_service_part {
    ($with:ident) => {
        $with! {
            action_msgs: CancelGoalRequest CancelGoalResponse;
            diagnostic_msgs: AddDiagnosticsRequest AddDiagnosticsResponse
                SelfTestRequest SelfTestResponse;
            lifecycle_msgs: ChangeStateRequest ChangeStateResponse
                GetAvailableStatesRequest GetAvailableStatesResponse
                GetAvailableTransitionsRequest GetAvailableTransitionsResponse
                GetStateRequest GetStateResponse;
            nav_msgs: GetMapRequest GetMapResponse GetPlanRequest GetPlanResponse
                LoadMapRequest LoadMapResponse SetMapRequest SetMapResponse;
            rcl_interfaces: DescribeParametersRequest DescribeParametersResponse
                GetLoggerLevelsRequest GetLoggerLevelsResponse
                GetParameterTypesRequest GetParameterTypesResponse
                GetParametersRequest GetParametersResponse ListParametersRequest
                ListParametersResponse SetLoggerLevelsRequest SetLoggerLevelsResponse
                SetParametersRequest SetParametersResponse
                SetParametersAtomicallyRequest SetParametersAtomicallyResponse;
            sensor_msgs: SetCameraInfoRequest SetCameraInfoResponse;
            type_description_interfaces: GetTypeDescriptionRequest
                GetTypeDescriptionResponse;
            visualization_msgs: GetInteractiveMarkersRequest
                GetInteractiveMarkersResponse;
        }
    };
}
