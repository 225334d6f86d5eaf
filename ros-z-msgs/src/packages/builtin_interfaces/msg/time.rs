// Written by ros-z-import from msg/Time.msg of builtin_interfaces 2.0.3. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

/// A point in time, counted from the epoch of the clock that was read.
///
/// For system time the epoch is 1970-01-01T00:00:00Z. A simulated or steady clock has its own
/// epoch.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "builtin_interfaces")]
#[repr(C)]
pub struct Time {
    /// Whole seconds since the epoch, s; negative before it.
    pub sec: i32,
    /// Nanoseconds to add to `sec`, ns; always below 1 000 000 000.
    pub nanosec: u32,
}
