//! Reports on the health of hardware and software.
//! Log lines are in `rcl_interfaces`, statistics in `statistics_msgs`.

mod diagnostic_array;
mod diagnostic_status;
pub mod srv;

pub use diagnostic_array::{DiagnosticArray, DiagnosticArrayView};
pub use diagnostic_status::{DiagnosticStatus, DiagnosticStatusView, KeyValue, KeyValueView};
