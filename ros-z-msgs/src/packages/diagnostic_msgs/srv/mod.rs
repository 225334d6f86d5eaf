// Written by ros-z-import from diagnostic_msgs 5.3.6. Change the definition and import it again.

//! Services of `diagnostic_msgs`.

mod add_diagnostics;
mod self_test;

pub use add_diagnostics::{
    AddDiagnostics, AddDiagnosticsRequest, AddDiagnosticsRequestView, AddDiagnosticsResponse,
    AddDiagnosticsResponseView,
};
pub use self_test::{SelfTest, SelfTestRequest, SelfTestResponse, SelfTestResponseView};
