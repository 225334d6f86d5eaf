//! What visualisation tools draw, and how people act on it.
//! Shapes with a meaning for planning are in `shape_msgs`.

mod image_marker;
mod interactive_marker;
mod interactive_marker_feedback;
mod interactive_marker_update;
mod marker;
pub mod srv;

pub use image_marker::{ImageMarker, ImageMarkerView};
pub use interactive_marker::{
    InteractiveMarker, InteractiveMarkerControl, InteractiveMarkerControlView, InteractiveMarkerView,
    MenuEntry, MenuEntryView,
};
pub use interactive_marker_feedback::{InteractiveMarkerFeedback, InteractiveMarkerFeedbackView};
pub use interactive_marker_update::{
    InteractiveMarkerInit, InteractiveMarkerInitView, InteractiveMarkerPose, InteractiveMarkerPoseView,
    InteractiveMarkerUpdate, InteractiveMarkerUpdateView,
};
pub use marker::{Marker, MarkerArray, MarkerArrayView, MarkerView, MeshFile, MeshFileView, UVCoordinate};
