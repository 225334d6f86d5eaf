//! The end of the soak: the whole pool is free again.
#![allow(unsafe_code)]

use std::time::{Duration, Instant};

use ros_z::shm::{AllocPolicy, ForcedCollection, ShmConfig};

/// Deadline for all memory to be free again.
const PATIENCE: Duration = Duration::from_secs(20);

/// Allocates the whole pool in one piece after all subscribers have ended. Returns the bytes that one of them
/// left counted as referenced: messages that were in flight to it when it left.
pub fn take_back(config: &ShmConfig) -> Result<usize, String> {
    let Some(capacity) = config.pool().capacity() else {
        return Err("the pool was dropped".into());
    };
    // SAFETY: `permit` requires that no process with a buffer of a pool of this process is stopped and
    // continued. The permission is passed to `config`'s pool alone and does not leave this function. Every
    // subscriber of this soak has ended and was waited for, and the last publisher was dropped before the
    // call.
    let permission = unsafe { ForcedCollection::permit() };
    let recovering = config.clone().with_policy(AllocPolicy::RecoverDead(permission));
    let deadline = Instant::now() + PATIENCE;
    let mut stuck = None;
    loop {
        if config.acquire(capacity).is_ok() {
            return Ok(stuck.unwrap_or(0));
        }
        let stats = config.pool().stats();
        if stats.retained == 0 {
            stuck.get_or_insert(stats.bytes_in_use);
            if recovering.acquire(capacity).is_ok() {
                return Ok(stuck.unwrap_or(0));
            }
        }
        if Instant::now() > deadline {
            return Err(format!("the pool did not become free: {stats}"));
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}
