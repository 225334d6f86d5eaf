//! What this machine allows its tests.

use ros_z::shm::ShmPool;
use std::io::Write;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The turn of a test to start or end a process, or to make a pool.
///
/// A process that starts or ends removes the files of shared memory that nobody has locked, and for a
/// moment a new one is not locked yet.
pub fn turn() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::new(());
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether pools of `bytes` bytes can be had here; prints why not.
///
/// # Panics
/// If they cannot, and `ROS_Z_REQUIRE_PEERS` is 1.
#[must_use]
pub fn has_pool(bytes: usize) -> bool {
    let _turn = turn();
    match ShmPool::of(bytes) {
        Ok(_) => true,
        Err(error) => skip(&format!("no shared memory: {error}")),
    }
}

/// Says that a test is skipped, and why; `false`.
///
/// # Panics
/// If `ROS_Z_REQUIRE_PEERS` is 1.
pub fn skip(reason: &str) -> bool {
    let is_required = std::env::var_os("ROS_Z_REQUIRE_PEERS").is_some_and(|value| value == "1");
    assert!(!is_required, "ROS_Z_REQUIRE_PEERS is set, but: {reason}");
    // Past the test harness, which keeps what a passing test prints to itself.
    let _ = writeln!(std::io::stderr(), "skipped: {reason}");
    false
}
