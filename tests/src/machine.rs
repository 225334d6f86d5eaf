//! Properties of this machine that tests depend on.

use std::io::Write;
use std::sync::{Mutex, MutexGuard, PoisonError};

use ros_z::shm::{ShmPool, ShmSettings};

/// Serializes the tests that start or end a process, or create a pool.
///
/// A process that starts or ends removes the shared memory files that no process has locked, and a new file
/// is unlocked for a moment.
pub fn turn() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::new(());
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Returns whether a pool of `bytes` bytes can be created here; prints the reason if not.
///
/// # Panics
/// If it cannot, and `ROS_Z_REQUIRE_PEERS` is 1.
#[must_use]
pub fn has_pool(bytes: usize) -> bool {
    let _turn = turn();
    match ShmPool::of(bytes) {
        Ok(_) => true,
        Err(error) => skip(&format!("no shared memory: {error}")),
    }
}

/// Returns whether local lanes are on. The gate also runs the tests of delivery without them.
#[must_use]
pub fn lanes_are_on() -> bool {
    ShmSettings::new().has_lane()
}

/// Returns whether publishers with a pool of `bytes` bytes have lanes; prints the reason if not.
#[must_use]
pub fn has_lanes(bytes: usize) -> bool {
    if !lanes_are_on() {
        println!("skipped: ROS_Z_LANE is `off`");
    }
    has_pool(bytes) && lanes_are_on()
}

/// Prints that a test is skipped, with the reason, and returns `false`.
///
/// # Panics
/// If `ROS_Z_REQUIRE_PEERS` is 1.
pub fn skip(reason: &str) -> bool {
    let is_required = std::env::var_os("ROS_Z_REQUIRE_PEERS").is_some_and(|value| value == "1");
    assert!(!is_required, "ROS_Z_REQUIRE_PEERS is set, but: {reason}");
    // Standard error directly: the test harness captures the output of a passing test.
    let _ = writeln!(std::io::stderr(), "skipped: {reason}");
    false
}
