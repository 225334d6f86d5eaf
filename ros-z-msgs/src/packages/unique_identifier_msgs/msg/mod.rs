// Written by ros-z-import from unique_identifier_msgs 2.5.0. Change the definition and import it again.

//! Messages of `unique_identifier_msgs`.

mod uuid;

pub use uuid::UUID;
