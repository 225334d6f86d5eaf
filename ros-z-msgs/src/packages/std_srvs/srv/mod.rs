// Written by ros-z-import from std_srvs 5.3.6. Change the definition and import it again.

//! Services of `std_srvs`.

mod empty;
mod set_bool;
mod trigger;

pub use empty::{Empty, EmptyRequest, EmptyResponse};
pub use set_bool::{SetBool, SetBoolRequest, SetBoolResponse};
pub use trigger::{Trigger, TriggerRequest, TriggerResponse};
