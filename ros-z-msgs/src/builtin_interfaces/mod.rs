//! Time and duration, the two types that every stamped message uses.
//! Clocks and headers are elsewhere: see `rosgraph_msgs` and `std_msgs`.

mod conversion;
mod duration;
mod time;

pub use conversion::TimeConversionError;
pub use duration::Duration;
pub use time::Time;
