// Written by ros-z-import from service_msgs 2.0.3. Change the definition and import it again.

//! Messages of `service_msgs`.

mod service_event_info;

pub use service_event_info::ServiceEventInfo;
