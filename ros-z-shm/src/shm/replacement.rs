//! The causes for which a pool is replaced, and the limits that it and its successors share. Replacing and freeing are
//! in `pool_core`.

use std::{
    sync::{
        Mutex, MutexGuard, OnceLock, PoisonError, TryLockError,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use zenoh::shm::SegmentID;

use super::{error::ShmError, stats::Bytes};

/// How many replaced pools may be held at a time. Each has the size of the pool.
const MOST_RETIRED: usize = 2;

/// How long there is no second attempt after a fresh pool could not be created.
const PAUSE: Duration = Duration::from_secs(10);

/// How often a request looks whether its pool has to be replaced, in milliseconds.
const LOOK: u64 = 50;

/// The cause of a replacement.
#[derive(Clone, Copy, Debug)]
pub(super) enum Cause {
    /// The pool is full, and this number of bytes is stuck.
    Stuck(usize),
    /// Its file is no longer in `/dev/shm`.
    FileRemoved,
}

impl Cause {
    pub(super) fn warn(self, pool: usize) {
        let size = Bytes(pool as u64);
        match self {
            Self::Stuck(bytes) => tracing::warn!(
                "the {size} shared memory pool was full and is replaced: {} in it are held by subscribers that died or do not \
                 release messages; restart the subscribers that hold them, or raise the pool size",
                Bytes(bytes as u64)
            ),
            Self::FileRemoved => tracing::warn!(
                "the file of the {size} shared memory pool was removed from /dev/shm by another program, and the pool is \
                 replaced; if a user logged out, set \
                 `RemoveIPC=no` in /etc/systemd/logind.conf"
            ),
        }
    }
}

/// Called after a pool was replaced.
static ON_REPLACED: OnceLock<fn()> = OnceLock::new();

/// Has `callback` called after each replacement of a pool. There is one for the process: the first.
pub(crate) fn on_replaced(callback: fn()) {
    ON_REPLACED.get_or_init(|| callback);
}

/// Reports a replacement.
pub(super) fn report() {
    if let Some(callback) = ON_REPLACED.get() {
        callback();
    }
}

/// The limits that a pool and its successors share.
#[derive(Debug, Default)]
pub(super) struct Lineage {
    replacing: Mutex<Attempts>,
    /// The replaced pools that are not freed.
    retired: AtomicUsize,
    /// When a request last looked, in milliseconds of this process.
    looked: AtomicU64,
    /// The number of the segment that was replaced last, and 1; 0 for none.
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
    /// The segment that was replaced last.
    pub(super) fn last_retired(&self) -> Option<SegmentID> {
        let number = self.last_retired.load(Ordering::Relaxed).checked_sub(1)?;
        SegmentID::try_from(number).ok()
    }

    /// Whether a request looks now: a few times a second, and not more often.
    pub(super) fn is_look_due(&self) -> bool {
        static START: OnceLock<Instant> = OnceLock::new();
        let elapsed = START.get_or_init(Instant::now).elapsed();
        // Not 0, which stands for never.
        let now = u64::try_from(elapsed.as_millis())
            .unwrap_or(u64::MAX)
            .saturating_add(LOOK);
        let last = self.looked.load(Ordering::Relaxed);
        let is_due = now >= last.saturating_add(LOOK);
        is_due
            && self
                .looked
                .compare_exchange(last, now, Ordering::Relaxed, Ordering::Relaxed)
                .is_ok()
    }

    /// The right to replace a pool of `pool` bytes; `None` while there can be no fresh one, and while another thread makes one.
    pub(super) fn permit(&self, cause: Cause, pool: usize) -> Option<Permission<'_>> {
        let mut attempts = match self.replacing.try_lock() {
            Ok(attempts) => attempts,
            Err(TryLockError::Poisoned(error)) => PoisonError::into_inner(error),
            Err(TryLockError::WouldBlock) => return None,
        };
        if attempts.failed.is_some_and(|failed| failed.elapsed() < PAUSE) {
            return None;
        }
        if self.retired.load(Ordering::Relaxed) >= MOST_RETIRED {
            if !attempts.has_warned {
                attempts.has_warned = true;
                tracing::warn!(
                    "the {} shared memory pool is not replaced ({cause:?}): {MOST_RETIRED} earlier ones are still held, and \
                     messages are sent over the network; restart the subscribers that hold them",
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

    /// A replaced pool is freed.
    pub(super) fn one_is_freed(&self) {
        self.retired.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Permission<'_> {
    /// A pool was replaced.
    pub(super) fn used(mut self, retired: Option<SegmentID>) {
        self.attempts.has_warned = false;
        let number = retired.map_or(0, |segment| u64::from(segment) + 1);
        self.lineage.last_retired.store(number, Ordering::Relaxed);
        self.lineage.retired.fetch_add(1, Ordering::Relaxed);
    }

    /// There is no fresh pool.
    pub(super) fn failed(mut self, error: &ShmError, pool: usize) {
        self.attempts.failed = Some(Instant::now());
        if !self.attempts.has_warned {
            self.attempts.has_warned = true;
            tracing::warn!(
                "the {} shared memory pool cannot be replaced, and messages are sent over the network: {error}",
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
        for _ in 0..MOST_RETIRED {
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
    fn after_a_failure_there_is_no_attempt_for_a_while() {
        let lineage = Lineage::default();
        let permission = lineage.permit(Cause::FileRemoved, 1).expect("there is room");
        assert!(lineage.permit(Cause::FileRemoved, 1).is_none(), "one at a time");
        permission.failed(&ShmError::ZeroPool, 1);
        assert!(lineage.permit(Cause::FileRemoved, 1).is_none());
    }

    #[test]
    fn requests_look_once_in_a_while() {
        let lineage = Lineage::default();
        assert!(lineage.is_look_due());
        let due = (0..1000).filter(|_| lineage.is_look_due()).count();
        assert!(due < 1000, "{due}");
    }
}
