//! Time and duration, the two types that every stamped message uses, and their conversions. Clocks and headers are elsewhere:
//! see `rosgraph_msgs` and `std_msgs`.

pub use crate::conveniences::TimeConversionError;
pub use crate::packages::builtin_interfaces::*;
