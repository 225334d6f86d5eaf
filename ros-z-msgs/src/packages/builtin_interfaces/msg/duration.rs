// Written by ros-z-import from msg/Duration.msg of builtin_interfaces 2.0.3. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation};

/// A span of time, which may be negative.
///
/// The span is `sec` + `nanosec` × 10⁻⁹ s: −0.25 s is `sec: -1, nanosec: 750_000_000`.
#[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "builtin_interfaces")]
#[repr(C)]
pub struct Duration {
    /// Whole seconds, rounded towards minus infinity, s.
    pub sec: i32,
    /// Nanoseconds to add to `sec`, ns; always below 1 000 000 000.
    pub nanosec: u32,
}
