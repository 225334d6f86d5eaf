// Written by ros-z-import from tf2_msgs 0.36.4. Change the definition and import it again.

//! Services of `tf2_msgs`.

mod frame_graph;

pub use frame_graph::{FrameGraph, FrameGraphRequest, FrameGraphResponse, FrameGraphResponseView};
