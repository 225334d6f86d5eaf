//! The recorded types that `ros-z-msgs` lacks, declared as a user would declare them from the definitions in
//! the index.
#![expect(missing_docs, reason = "fields are named by the definitions")]

use ros_z_core::{RosMessage, SizeEstimation};
use ros_z_msgs::builtin_interfaces::Time;
use ros_z_msgs::geometry_msgs::Pose;
use ros_z_msgs::service_msgs::ServiceEventInfo;
use ros_z_msgs::std_msgs::Header;

macro_rules! recorded {
    ($($type_name:literal $name:ident { $($(#[$attr:meta])* $field:ident: $type:ty),* $(,)? })*) => {$(
        #[derive(Clone, Debug, RosMessage, SizeEstimation)]
        #[ros(type_name = $type_name)]
        pub struct $name { $($(#[$attr])* pub $field: $type),* }
    )*};
}

recorded! {
    "example_interfaces/srv/AddTwoInts_Request" AddTwoIntsRequest { a: i64, b: i64 }
    "example_interfaces/srv/AddTwoInts_Response" AddTwoIntsResponse { sum: i64 }
    "example_interfaces/srv/AddTwoInts_Event" AddTwoIntsEvent {
        info: ServiceEventInfo,
        #[ros(max_len = 1)] request: Vec<AddTwoIntsRequest>,
        #[ros(max_len = 1)] response: Vec<AddTwoIntsResponse>,
    }

    "nav2_msgs/msg/CostmapMetaData" CostmapMetaData {
        map_load_time: Time,
        update_time: Time,
        layer: String,
        resolution: f32,
        size_x: u32,
        size_y: u32,
        origin: Pose,
    }
    "nav2_msgs/msg/Costmap" Costmap { header: Header, metadata: CostmapMetaData, data: Vec<u8> }

    "nebula_msgs/msg/NebulaPacket" NebulaPacket { stamp: Time, data: Vec<u8> }
    "nebula_msgs/msg/NebulaPackets" NebulaPackets { header: Header, packets: Vec<NebulaPacket> }
    "pandar_msgs/msg/PandarPacket" PandarPacket { stamp: Time, data: [u8; 1500], size: u32 }
    "pandar_msgs/msg/PandarScan" PandarScan { header: Header, packets: Vec<PandarPacket> }
    "velodyne_msgs/msg/VelodynePacket" VelodynePacket { stamp: Time, data: [u8; 1206] }
    "velodyne_msgs/msg/VelodyneScan" VelodyneScan { header: Header, packets: Vec<VelodynePacket> }

    "test_msgs/msg/BasicTypes" BasicTypes {
        bool_value: bool,
        #[ros(byte)] byte_value: u8,
        #[ros(char)] char_value: u8,
        float32_value: f32,
        float64_value: f64,
        int8_value: i8,
        uint8_value: u8,
        int16_value: i16,
        uint16_value: u16,
        int32_value: i32,
        uint32_value: u32,
        int64_value: i64,
        uint64_value: u64,
    }
    "test_msgs/srv/BasicTypes_Request" BasicTypesRequest {
        bool_value: bool,
        #[ros(byte)] byte_value: u8,
        #[ros(char)] char_value: u8,
        float32_value: f32,
        float64_value: f64,
        int8_value: i8,
        uint8_value: u8,
        int16_value: i16,
        uint16_value: u16,
        int32_value: i32,
        uint32_value: u32,
        int64_value: i64,
        uint64_value: u64,
        string_value: String,
    }
    "test_msgs/srv/BasicTypes_Response" BasicTypesResponse {
        bool_value: bool,
        #[ros(byte)] byte_value: u8,
        #[ros(char)] char_value: u8,
        float32_value: f32,
        float64_value: f64,
        int8_value: i8,
        uint8_value: u8,
        int16_value: i16,
        uint16_value: u16,
        int32_value: i32,
        uint32_value: u32,
        int64_value: i64,
        uint64_value: u64,
        string_value: String,
    }
    "test_msgs/srv/BasicTypes_Event" BasicTypesEvent {
        info: ServiceEventInfo,
        #[ros(max_len = 1)] request: Vec<BasicTypesRequest>,
        #[ros(max_len = 1)] response: Vec<BasicTypesResponse>,
    }
    "test_msgs/msg/Empty" Empty {}
    "test_msgs/msg/Strings" Strings {
        string_value: String,
        string_value_default1: String,
        string_value_default2: String,
        string_value_default3: String,
        string_value_default4: String,
        string_value_default5: String,
        #[ros(max_len = 22)] bounded_string_value: String,
        #[ros(max_len = 22)] bounded_string_value_default1: String,
        #[ros(max_len = 22)] bounded_string_value_default2: String,
        #[ros(max_len = 22)] bounded_string_value_default3: String,
        #[ros(max_len = 22)] bounded_string_value_default4: String,
        #[ros(max_len = 22)] bounded_string_value_default5: String,
    }
}
