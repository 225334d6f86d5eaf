// Written by ros-z-import from diagnostic_msgs 5.3.6. Change the definition and import it again.

//! Messages of `diagnostic_msgs`.

mod diagnostic_array;
mod diagnostic_status;
mod key_value;

pub use diagnostic_array::{DiagnosticArray, DiagnosticArrayView};
pub use diagnostic_status::{DiagnosticStatus, DiagnosticStatusView};
pub use key_value::{KeyValue, KeyValueView};
