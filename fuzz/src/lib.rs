//! What the fuzz targets share: every message type by number, and how an input becomes a message.

pub mod input;
/// As it is in `ros-z-shm`, without zenoh, which takes long to build for fuzzing and is not called by it.
#[path = "../../ros-z-shm/src/ros/mod.rs"]
pub mod ros;
pub mod types;
