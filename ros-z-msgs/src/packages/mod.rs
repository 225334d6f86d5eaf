// Written by ros-z-import: the packages. Import again to add one.

//! ROS 2 packages.

pub mod action_msgs;
pub mod builtin_interfaces;
pub mod composition_interfaces;
pub mod diagnostic_msgs;
pub mod example_interfaces;
pub mod geometry_msgs;
pub mod lifecycle_msgs;
pub mod map_msgs;
pub mod nav_msgs;
pub mod rcl_interfaces;
pub mod rosgraph_msgs;
pub mod sensor_msgs;
pub mod service_msgs;
pub mod shape_msgs;
pub mod statistics_msgs;
pub mod std_msgs;
pub mod std_srvs;
pub mod stereo_msgs;
pub mod tf2_msgs;
pub mod trajectory_msgs;
pub mod type_description_interfaces;
pub mod unique_identifier_msgs;
pub mod visualization_msgs;
