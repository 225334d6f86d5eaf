// Written by ros-z-import from builtin_interfaces 2.0.3. Change the definition and import it again.

//! Messages of `builtin_interfaces`.

mod duration;
mod time;

pub use duration::Duration;
pub use time::Time;
