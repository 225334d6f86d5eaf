//! Markers that visualisation tools draw, and user actions on them.
//! Shapes with a meaning for planning are in `shape_msgs`.

mod image_marker;
mod interactive_marker;
mod interactive_marker_feedback;
mod interactive_marker_update;
mod marker;
pub mod srv;

pub use image_marker::ImageMarker;
pub use interactive_marker::{InteractiveMarker, InteractiveMarkerControl, MenuEntry};
pub use interactive_marker_feedback::InteractiveMarkerFeedback;
pub use interactive_marker_update::{InteractiveMarkerInit, InteractiveMarkerPose, InteractiveMarkerUpdate};
pub use marker::{Marker, MarkerArray, MeshFile, UVCoordinate};
