// Written by ros-z-import from lifecycle_msgs 2.0.3. Change the definition and import it again.

//! Messages of `lifecycle_msgs`.

mod state;
mod transition;
mod transition_description;
mod transition_event;

pub use state::{State, StateView};
pub use transition::{Transition, TransitionView};
pub use transition_description::{TransitionDescription, TransitionDescriptionView};
pub use transition_event::{TransitionEvent, TransitionEventView};
