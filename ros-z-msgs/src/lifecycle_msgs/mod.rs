//! States and transitions of managed nodes. Services that ask for them are in `srv`.

pub mod srv;
mod state;
mod transition;

pub use state::{State, StateView};
pub use transition::{
    Transition, TransitionDescription, TransitionDescriptionView, TransitionEvent, TransitionEventView,
    TransitionView,
};
