// Written by ros-z-import from visualization_msgs 5.3.6. Change the definition and import it again.

//! Services of `visualization_msgs`.

mod get_interactive_markers;

pub use get_interactive_markers::{
    GetInteractiveMarkers, GetInteractiveMarkersRequest, GetInteractiveMarkersResponse,
    GetInteractiveMarkersResponseView,
};
