//! The end of the soak: the pool is whole again.
#![allow(unsafe_code)]

use ros_z::shm::{AllocPolicy, ForcedCollection, ShmConfig};
use std::time::{Duration, Instant};

/// How long everything may take to come back.
const PATIENCE: Duration = Duration::from_secs(20);

/// Takes the whole pool in one piece, when all subscribers have ended; the bytes that one of them has
/// left counted as held.
///
/// That are messages that were on their way to it when it went.
pub fn take_back(config: &ShmConfig) -> Result<usize, String> {
    let Some(capacity) = config.pool().capacity() else {
        return Err("the pool is gone".into());
    };
    // SAFETY: `permit` requires that no process with a buffer of a pool of this process is stopped and
    // continued. The permission is passed to `config`'s pool alone and does not leave this function. Every
    // subscriber of this soak has ended and was waited for, and the last publisher was dropped before the call.
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
            return Err(format!("the pool does not come back: {stats}"));
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}
