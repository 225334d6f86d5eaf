// Written by ros-z-import from example_interfaces 0.12.0. Change the definition and import it again.

//! Services of `example_interfaces`.

mod add_two_ints;
mod set_bool;
mod trigger;

pub use add_two_ints::{AddTwoInts, AddTwoIntsRequest, AddTwoIntsResponse};
pub use set_bool::{SetBool, SetBoolRequest, SetBoolResponse, SetBoolResponseView};
pub use trigger::{Trigger, TriggerRequest, TriggerResponse, TriggerResponseView};
