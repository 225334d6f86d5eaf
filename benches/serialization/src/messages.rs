//! The measured messages, as a user would write them: plain structs in rustc's own field order, with the
//! derives of every serializer. `values` creates their content.

use serde_big_array::BigArray;

/// Declares structs with all derives, and the traits of `hiroz-cdr` as its code generator writes them.
macro_rules! messages {
    ($($(#[$meta:meta])* $package:literal $name:ident { $($(#[$attr:meta])* $field:ident: $ty:ty,)* })*) => {$(
        $(#[$meta])*
        #[derive(
            Clone, Debug, PartialEq,
            ros_z_core::RosMessage, ros_z_core::SizeEstimation,
            serde::Serialize, serde::Deserialize,
            bincode::Encode, bincode::Decode,
            wincode::SchemaWrite, wincode::SchemaRead,
            rkyv::Archive, rkyv::Serialize, rkyv::Deserialize,
        )]
        #[ros(package = $package)]
        #[allow(missing_docs)]
        pub struct $name {
            $($(#[$attr])* pub $field: $ty,)*
        }

        impl hiroz_cdr::CdrSerialize for $name {
            fn cdr_serialize<BO: byteorder::ByteOrder, B: hiroz_cdr::CdrBuffer>(
                &self,
                writer: &mut hiroz_cdr::CdrWriter<'_, BO, B>,
            ) {
                $(hiroz_cdr::CdrSerialize::cdr_serialize(&self.$field, writer);)*
            }
        }

        impl hiroz_cdr::CdrDeserialize for $name {
            fn cdr_deserialize<'de, BO: byteorder::ByteOrder>(
                reader: &mut hiroz_cdr::CdrReader<'de, BO>,
            ) -> hiroz_cdr::Result<Self> {
                Ok(Self { $($field: hiroz_cdr::CdrDeserialize::cdr_deserialize(reader)?,)* })
            }
        }
    )*};
}

messages! {
    #[derive(Copy)]
    "builtin_interfaces" Time { sec: i32, nanosec: u32, }
    "std_msgs" Header { stamp: Time, frame_id: String, }
    #[derive(Copy)]
    "geometry_msgs" Point { x: f64, y: f64, z: f64, }
    #[derive(Copy)]
    "geometry_msgs" Quaternion { x: f64, y: f64, z: f64, w: f64, }
    #[derive(Copy)]
    "geometry_msgs" Pose { position: Point, orientation: Quaternion, }
    "geometry_msgs" PoseWithCovariance { pose: Pose, #[serde(with = "BigArray")] covariance: [f64; 36], }
    #[derive(Copy)]
    "geometry_msgs" Twist { linear: Point, angular: Point, }
    "geometry_msgs" TwistWithCovariance { twist: Twist, #[serde(with = "BigArray")] covariance: [f64; 36], }
    "nav_msgs" Odometry {
        header: Header,
        child_frame_id: String,
        pose: PoseWithCovariance,
        twist: TwistWithCovariance,
    }
    "sensor_msgs" JointState {
        header: Header,
        name: Vec<String>,
        position: Vec<f64>,
        velocity: Vec<f64>,
        effort: Vec<f64>,
    }
    #[derive(Copy)]
    "geometry_msgs" Transform { translation: Point, rotation: Quaternion, }
    "geometry_msgs" TransformStamped { header: Header, child_frame_id: String, transform: Transform, }
    "tf2_msgs" TFMessage { transforms: Vec<TransformStamped>, }
    "sensor_msgs" LaserScan {
        header: Header,
        angle_min: f32,
        angle_max: f32,
        angle_increment: f32,
        time_increment: f32,
        scan_time: f32,
        range_min: f32,
        range_max: f32,
        ranges: Vec<f32>,
        intensities: Vec<f32>,
    }
    "sensor_msgs" Image {
        header: Header,
        height: u32,
        width: u32,
        encoding: String,
        is_bigendian: u8,
        step: u32,
        #[serde(with = "serde_bytes")]
        data: Vec<u8>,
    }
    "sensor_msgs" PointField { name: String, offset: u32, datatype: u8, count: u32, }
    "sensor_msgs" PointCloud2 {
        header: Header,
        height: u32,
        width: u32,
        fields: Vec<PointField>,
        is_bigendian: bool,
        point_step: u32,
        row_step: u32,
        #[serde(with = "serde_bytes")]
        data: Vec<u8>,
        is_dense: bool,
    }
    "demo_msgs" Bytes { #[serde(with = "serde_bytes")] data: Vec<u8>, }
    "demo_msgs" Floats { data: Vec<f32>, }
    "demo_msgs" Cloud { header: Header, points: Vec<Point>, }
    "demo_msgs" Points { data: Vec<Point>, }
    "demo_msgs" Poses { data: Vec<Pose>, }
    /// A time and a number: the number is at 4 mod 8 or at 0 mod 8, depending on the start of the sequence.
    #[derive(Copy)]
    "demo_msgs" Stamped { time: Time, value: f64, }
    "demo_msgs" Series { data: Vec<Stamped>, }
    "demo_msgs" Names { data: Vec<String>, }
}

/// The same messages, borrowed from the bytes that they are read from.
pub mod views {
    use ros_z_core::{CdrSlice, RosMessage};

    pub use ros_z_msgs::sensor_msgs::{ImageView, PointCloud2View};
    pub use ros_z_msgs::std_msgs::HeaderView;

    /// A header and points, like a user's own cloud type.
    #[derive(Debug, RosMessage)]
    #[ros(type_name = "demo_msgs/msg/Cloud")]
    pub struct CloudView<'a> {
        pub header: HeaderView<'a>,
        pub points: CdrSlice<'a, super::Point>,
    }

    /// Like [`Odometry`](super::Odometry).
    #[derive(Debug, RosMessage)]
    #[ros(type_name = "nav_msgs/msg/Odometry")]
    pub struct OdometryView<'a> {
        pub header: HeaderView<'a>,
        pub child_frame_id: &'a str,
        pub pose: super::PoseWithCovariance,
        pub twist: super::TwistWithCovariance,
    }

    /// Like [`Points`](super::Points).
    #[derive(Debug, RosMessage)]
    #[ros(type_name = "demo_msgs/msg/Points")]
    pub struct PointsView<'a> {
        pub data: CdrSlice<'a, super::Point>,
    }
}
