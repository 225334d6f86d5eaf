#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod action_msgs;
pub mod builtin_interfaces;
pub mod catalogue;
pub mod diagnostic_msgs;
pub mod geometry_msgs;
pub mod lifecycle_msgs;
pub mod nav_msgs;
pub mod rcl_interfaces;
pub mod rosgraph_msgs;
pub mod sensor_msgs;
pub mod service_msgs;
pub mod shape_msgs;
pub mod statistics_msgs;
pub mod std_msgs;
pub mod stereo_msgs;
pub mod tf2_msgs;
pub mod trajectory_msgs;
pub mod type_description_interfaces;
pub mod unique_identifier_msgs;
pub mod visualization_msgs;
