//! Events of services, for introspection.

mod service_event_info;

pub use service_event_info::ServiceEventInfo;
