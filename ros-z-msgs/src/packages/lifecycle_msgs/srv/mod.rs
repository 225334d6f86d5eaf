// Written by ros-z-import from lifecycle_msgs 2.0.3. Change the definition and import it again.

//! Services of `lifecycle_msgs`.

mod change_state;
mod get_available_states;
mod get_available_transitions;
mod get_state;

pub use change_state::{
    ChangeState, ChangeStateRequest, ChangeStateRequestView, ChangeStateResponse,
};
pub use get_available_states::{
    GetAvailableStates, GetAvailableStatesRequest, GetAvailableStatesResponse,
    GetAvailableStatesResponseView,
};
pub use get_available_transitions::{
    GetAvailableTransitions, GetAvailableTransitionsRequest, GetAvailableTransitionsResponse,
    GetAvailableTransitionsResponseView,
};
pub use get_state::{GetState, GetStateRequest, GetStateResponse, GetStateResponseView};
