//! The reasons to replace a pool, and the limits that a pool shares with its successors. `pool_core` replaces and
//! frees.

use std::{
    fmt,
    sync::{
        Mutex, MutexGuard, OnceLock, PoisonError, TryLockError,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use zenoh::shm::SegmentID;

use super::{error::ShmError, stats::Bytes};

/// The maximum number of replaced pools that are not yet freed. Each has the size of the pool.
const MAX_RETIRED: usize = 2;

/// The pause after a replacement could not be created.
const PAUSE: Duration = Duration::from_secs(10);

/// The interval at which requests check whether their pool has to be replaced, in milliseconds.
const CHECK_INTERVAL: u64 = 50;

/// The cause of a replacement.
#[derive(Clone, Copy, Debug)]
pub(super) enum Cause {
    /// The pool is full, and this number of bytes is stuck.
    Stuck(usize),
    /// The pool's file was removed from `/dev/shm`.
    FileRemoved,
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stuck(bytes) => write!(f, "full, with {} stuck", Bytes(*bytes as u64)),
            Self::FileRemoved => f.write_str("its file was removed from /dev/shm"),
        }
    }
}

impl Cause {
    pub(super) fn warn(self, pool: usize) {
        let size = Bytes(pool as u64);
        match self {
            Self::Stuck(bytes) => tracing::warn!(
                "replacing the full {size} shared memory pool: {} are held by subscribers that died or do not release \
                 messages; restart those subscribers, or raise the pool size",
                Bytes(bytes as u64)
            ),
            Self::FileRemoved => tracing::warn!(
                "replacing the {size} shared memory pool: another program removed its file from /dev/shm; if a user logged out, \
                 set `RemoveIPC=no` in /etc/systemd/logind.conf"
            ),
        }
    }
}

/// Called after each replacement.
static ON_REPLACED: OnceLock<fn()> = OnceLock::new();

/// Registers a callback for replacements. Only the first callback of the process is kept.
pub(crate) fn on_replaced(callback: fn()) {
    ON_REPLACED.get_or_init(|| callback);
}

/// Calls the callback for replacements.
pub(super) fn report() {
    if let Some(callback) = ON_REPLACED.get() {
        callback();
    }
}

/// The limits that a pool and its successors share.
#[derive(Debug, Default)]
pub(super) struct Lineage {
    replacing: Mutex<Attempts>,
    /// The number of replaced pools that are not yet freed.
    retired: AtomicUsize,
    /// The time of a request's last check, in milliseconds since the first one.
    last_check: AtomicU64,
    /// The segment number of the last replaced pool plus 1; 0 for none.
    last_retired: AtomicU64,
}

#[derive(Debug, Default)]
struct Attempts {
    failed: Option<Instant>,
    has_warned: bool,
}

/// The exclusive right to replace a pool.
pub(super) struct Permission<'a> {
    lineage: &'a Lineage,
    attempts: MutexGuard<'a, Attempts>,
}

impl Lineage {
    /// Returns the segment of the pool that was replaced last.
    pub(super) fn last_retired(&self) -> Option<SegmentID> {
        let number = self.last_retired.load(Ordering::Relaxed).checked_sub(1)?;
        SegmentID::try_from(number).ok()
    }

    /// Returns whether a request has to check its pool now: at most once in [`CHECK_INTERVAL`] milliseconds.
    pub(super) fn is_check_due(&self) -> bool {
        static START: OnceLock<Instant> = OnceLock::new();
        let elapsed = START.get_or_init(Instant::now).elapsed();
        // Not 0, which means never.
        let now = u64::try_from(elapsed.as_millis())
            .unwrap_or(u64::MAX)
            .saturating_add(CHECK_INTERVAL);
        let last = self.last_check.load(Ordering::Relaxed);
        let is_due = now >= last.saturating_add(CHECK_INTERVAL);
        is_due
            && self
                .last_check
                .compare_exchange(last, now, Ordering::Relaxed, Ordering::Relaxed)
                .is_ok()
    }

    /// Returns the right to replace a pool of `pool` bytes; `None` while no new pool can be created, and while another
    /// thread creates one.
    pub(super) fn permit(&self, cause: Cause, pool: usize) -> Option<Permission<'_>> {
        let mut attempts = match self.replacing.try_lock() {
            Ok(attempts) => attempts,
            Err(TryLockError::Poisoned(error)) => PoisonError::into_inner(error),
            Err(TryLockError::WouldBlock) => return None,
        };
        if attempts.failed.is_some_and(|failed| failed.elapsed() < PAUSE) {
            return None;
        }
        if self.retired.load(Ordering::Relaxed) >= MAX_RETIRED {
            if !attempts.has_warned {
                attempts.has_warned = true;
                tracing::warn!(
                    "cannot replace the {} shared memory pool ({cause}): subscribers still hold {MAX_RETIRED} earlier ones; \
                     messages are sent over the network; restart those subscribers",
                    Bytes(pool as u64)
                );
            }
            return None;
        }
        Some(Permission {
            lineage: self,
            attempts,
        })
    }

    /// Records that a replaced pool was freed.
    pub(super) fn one_is_freed(&self) {
        self.retired.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Permission<'_> {
    /// Records that a pool was replaced.
    pub(super) fn used(mut self, retired: Option<SegmentID>) {
        self.attempts.has_warned = false;
        let number = retired.map_or(0, |segment| u64::from(segment) + 1);
        self.lineage.last_retired.store(number, Ordering::Relaxed);
        self.lineage.retired.fetch_add(1, Ordering::Relaxed);
    }

    /// Records that the new pool could not be created.
    pub(super) fn failed(mut self, error: &ShmError, pool: usize) {
        self.attempts.failed = Some(Instant::now());
        if !self.attempts.has_warned {
            self.attempts.has_warned = true;
            tracing::warn!(
                "cannot replace the {} shared memory pool, so messages are sent over the network: {error}",
                Bytes(pool as u64)
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_than_two_replaced_pools_are_held_at_a_time() {
        let lineage = Lineage::default();
        for _ in 0..MAX_RETIRED {
            lineage
                .permit(Cause::FileRemoved, 1)
                .expect("there is room")
                .used(None);
        }
        assert!(lineage.permit(Cause::Stuck(1), 1).is_none());
        lineage.one_is_freed();
        assert!(lineage.permit(Cause::Stuck(1), 1).is_some());
    }

    #[test]
    fn a_failure_delays_the_next_attempt() {
        let lineage = Lineage::default();
        let permission = lineage.permit(Cause::FileRemoved, 1).expect("there is room");
        assert!(lineage.permit(Cause::FileRemoved, 1).is_none(), "one at a time");
        permission.failed(&ShmError::ZeroPool, 1);
        assert!(lineage.permit(Cause::FileRemoved, 1).is_none());
    }

    #[test]
    fn requests_check_once_per_interval() {
        let lineage = Lineage::default();
        assert!(lineage.is_check_due());
        let due = (0..1000).filter(|_| lineage.is_check_due()).count();
        assert!(due < 1000, "{due}");
    }
}
