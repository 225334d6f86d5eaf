//! Markers that visualisation tools draw, and user actions on them.
//! Shapes with a meaning for planning are in `shape_msgs`.

mod image_marker;
mod interactive_marker;
mod interactive_marker_feedback;
mod interactive_marker_update;
mod marker;
pub mod srv;

pub use image_marker::{ImageMarker, ImageMarkerLoan, ImageMarkerView};
pub use interactive_marker::{
    InteractiveMarker, InteractiveMarkerControl, InteractiveMarkerControlLoan, InteractiveMarkerControlView,
    InteractiveMarkerLoan, InteractiveMarkerView, MenuEntry, MenuEntryView,
};
pub use interactive_marker_feedback::{InteractiveMarkerFeedback, InteractiveMarkerFeedbackView};
pub use interactive_marker_update::{
    InteractiveMarkerInit, InteractiveMarkerInitLoan, InteractiveMarkerInitView, InteractiveMarkerPose,
    InteractiveMarkerPoseView, InteractiveMarkerUpdate, InteractiveMarkerUpdateLoan,
    InteractiveMarkerUpdateView,
};
pub use marker::{
    Marker, MarkerArray, MarkerArrayLoan, MarkerArrayView, MarkerLoan, MarkerView, MeshFile, MeshFileLoan,
    MeshFileView, UVCoordinate,
};
