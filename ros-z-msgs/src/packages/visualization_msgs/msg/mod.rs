// Written by ros-z-import from visualization_msgs 5.3.6. Change the definition and import it again.

//! Messages of `visualization_msgs`.

mod image_marker;
mod interactive_marker;
mod interactive_marker_control;
mod interactive_marker_feedback;
mod interactive_marker_init;
mod interactive_marker_pose;
mod interactive_marker_update;
mod marker;
mod marker_array;
mod menu_entry;
mod mesh_file;
mod uv_coordinate;

pub use image_marker::{ImageMarker, ImageMarkerLoan, ImageMarkerView};
pub use interactive_marker::{InteractiveMarker, InteractiveMarkerLoan, InteractiveMarkerView};
pub use interactive_marker_control::{
    InteractiveMarkerControl, InteractiveMarkerControlLoan, InteractiveMarkerControlView,
};
pub use interactive_marker_feedback::{InteractiveMarkerFeedback, InteractiveMarkerFeedbackView};
pub use interactive_marker_init::{
    InteractiveMarkerInit, InteractiveMarkerInitLoan, InteractiveMarkerInitView,
};
pub use interactive_marker_pose::{InteractiveMarkerPose, InteractiveMarkerPoseView};
pub use interactive_marker_update::{
    InteractiveMarkerUpdate, InteractiveMarkerUpdateLoan, InteractiveMarkerUpdateView,
};
pub use marker::{Marker, MarkerLoan, MarkerView};
pub use marker_array::{MarkerArray, MarkerArrayLoan, MarkerArrayView};
pub use menu_entry::{MenuEntry, MenuEntryView};
pub use mesh_file::{MeshFile, MeshFileLoan, MeshFileView};
pub use uv_coordinate::UVCoordinate;
