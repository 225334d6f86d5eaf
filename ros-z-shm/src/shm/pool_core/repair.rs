//! The repair of a pool: recovering memory of dead receivers, replacing a pool that is no longer usable, and freeing a
//! replaced one. Called by the recovery thread and by requests on a full pool.

use std::{
    sync::{PoisonError, atomic::Ordering},
    time::Duration,
};

#[cfg(not(zenoh_1_10))]
use super::super::{held_buffers::not_held_here, table::Entry};
use super::{
    super::{
        exit, recovery,
        replacement::{self, Cause},
        retained_message::BufferOrigin,
        retention_limits::RetentionLimits,
        stuck_message::StuckTally,
    },
    PoolCore, Probe,
};
#[cfg(not(zenoh_1_10))]
use zenoh::shm::ShmProviderBackend;

/// A pool is replaced if at least this fraction of it is stuck: one eighth.
const STUCK_FRACTION: usize = 8;

impl PoolCore {
    /// Replaces this full pool if messages have been stuck in it for too long, and returns whether it was replaced.
    /// Also wakes the recovery thread.
    pub(super) fn replace_if_stuck(&'static self, limits: RetentionLimits) -> bool {
        if self.size.is_none() || !self.lineage.is_check_due() {
            return false;
        }
        let stuck = self.stuck();
        let Some(oldest) = stuck.oldest else {
            return false;
        };
        recovery::watch_urgently(self);
        let is_much = stuck.bytes >= self.capacity.unwrap_or(usize::MAX) / STUCK_FRACTION;
        is_much && oldest.elapsed() >= limits.max_stuck() && self.replace(Cause::Stuck(stuck.bytes))
    }

    /// Returns the totals of the messages beyond their maximum age that are still held.
    pub(super) fn stuck(&self) -> StuckTally {
        #[cfg(zenoh_1_10)]
        if self.in_flight().stuck().messages > 0 {
            // A message counts until it is collected.
            self.collect();
        }
        self.in_flight().stuck()
    }

    pub(super) fn is_file_removed(&self) -> bool {
        self.file.is_some_and(|file| file.is_removed())
    }

    /// Returns whether a new user can use this pool.
    pub(in super::super) fn is_reusable(&self) -> bool {
        self.successor.get().is_none() && !self.is_file_removed()
    }

    /// Replaces this pool with a new one of the same size. This pool then allocates no more buffers, its messages stay
    /// valid, and it is freed when the last of them is released. Returns `false` if no new pool can be created now.
    pub(in super::super) fn replace(&'static self, cause: Cause) -> bool {
        let (Some(size), Some(create)) = (self.size, self.creator) else {
            return false;
        };
        let lineage = self.lineage.clone();
        let Some(permission) = lineage.permit(cause, size.asked) else {
            return self.successor.get().is_some();
        };
        if self.successor.get().is_some() {
            return true;
        }
        match create(size, lineage.clone()) {
            Ok(fresh) => {
                // Empty before, because only the holder of the permission sets it.
                let _ = self.successor.set(fresh);
                permission.used(self.replaceable_segment());
                cause.warn(size.asked);
                replacement::report();
                recovery::watch(self);
                true
            }
            Err(error) => {
                permission.failed(&error, size.asked);
                false
            }
        }
    }

    /// Marks this pool as watched. Returns whether the recovery thread has to start watching it.
    pub(in super::super) fn begin_watch(&self) -> bool {
        !self.watched.swap(true, Ordering::SeqCst)
    }

    /// Recovers memory, and replaces or frees the pool where necessary. Returns whether to continue. The recovery
    /// thread calls this once a second.
    pub(in super::super) fn repair(&'static self) -> bool {
        let is_retired = self.successor.get().is_some();
        if is_retired {
            self.retire_probe();
            self.release();
            self.collect();
        } else if self.is_file_removed() {
            self.replace(Cause::FileRemoved);
        }
        #[cfg(not(zenoh_1_10))]
        self.recover();
        if is_retired && self.free() {
            return false;
        }
        if self.is_to_be_watched() {
            return true;
        }
        self.watched.store(false, Ordering::SeqCst);
        // Another thread may have started to use the pool while it was marked as watched.
        self.is_to_be_watched() && self.begin_watch()
    }

    /// Keeps the buffer for probes like a message that was sent: a dead receiver may count as its holder.
    fn retire_probe(&self) {
        let probe = self.probe.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(Probe { buffer, .. }) = probe {
            let (message, origin) = BufferOrigin::of(buffer);
            // zenoh's watchdog may no longer watch it, and then would never invalidate it.
            #[cfg(not(zenoh_1_10))]
            let origin = origin.with_restored();
            let at_once = RetentionLimits::new().with_max_age(Duration::ZERO);
            self.in_flight().keep(message, origin, at_once);
        }
    }

    fn is_to_be_watched(&self) -> bool {
        self.successor.get().is_some()
            || self.is_maintained.load(Ordering::SeqCst)
            || self.stuck().messages > 0
    }

    /// Returns whether the recovery thread watches this pool.
    #[cfg(test)]
    pub(in super::super) fn is_watched(&self) -> bool {
        self.watched.load(Ordering::SeqCst)
    }

    /// Recovers the memory of the stuck messages that only dead processes hold.
    ///
    /// zenoh invalidated each of them before this function checks other processes. Since then readers refuse it, so
    /// that a process can become a holder only by cloning from another holder. A living process that holds one has the
    /// segment open, and no other process has. That leaves this process, and [`not_held_here`] excludes it.
    #[cfg(not(zenoh_1_10))]
    fn recover(&self) {
        let Some(file) = self.file else {
            return;
        };
        let stuck = {
            let mut in_flight = self.in_flight();
            // The maintenance thread does this only while messages are in flight.
            in_flight.invalidate_silent();
            in_flight.stuck_and_invalidated()
        };
        if stuck.is_empty() || !file.is_open_only_here() {
            return;
        }
        let dead = not_held_here(stuck).unwrap_or_default();
        let bytes: Vec<_> = dead
            .into_iter()
            .filter_map(|entry| self.take_back(entry))
            .collect();
        self.note_recovered(bytes.len() as u64, bytes.into_iter().sum::<usize>() as u64);
    }

    /// Counts messages whose memory was recovered.
    pub(in super::super) fn note_recovered(&self, messages: u64, bytes: u64) {
        self.recovered.fetch_add(messages, Ordering::Relaxed);
        self.recovered_bytes.fetch_add(bytes, Ordering::Relaxed);
    }

    /// Frees the memory of a buffer without living holders, whatever its count of holders, and returns its length.
    ///
    /// zenoh's provider keeps the entry in its list and never frees its memory: the count does not reach 0 again, and
    /// [`SharedBackend`] ignores a chunk without a segment. zenoh does not collect meanwhile, so a current entry with
    /// holders has an allocated chunk.
    #[cfg(not(zenoh_1_10))]
    fn take_back(&self, entry: Entry) -> Option<usize> {
        let (backend, file) = (self.backend.as_ref()?, self.file?);
        let _collecting = self.collecting();
        let chunk = entry.chunk().filter(|chunk| chunk.segment == file.number)?;
        if !entry.is_stuck() {
            return None;
        }
        entry.detach();
        backend.free(&chunk);
        Some(chunk.len.get())
    }

    /// Returns `false`: dead processes hold no chunk for long, because their memory is recovered.
    #[cfg(not(zenoh_1_10))]
    fn is_abandoned(&self) -> bool {
        false
    }

    /// Returns whether no living process holds a buffer of this replaced pool, whatever their counts of holders.
    ///
    /// A process that holds one has the segment open. Within this process, each buffer refers to the segment. No
    /// process becomes a holder later: this pool sends no more messages, and it no longer keeps the earlier ones.
    #[cfg(zenoh_1_10)]
    fn is_abandoned(&self) -> bool {
        self.in_flight().len() == 0
            && self
                .backend
                .as_ref()
                .is_some_and(|backend| backend.is_unused_here())
            && self.file.is_some_and(|file| file.is_open_only_here())
    }

    /// Returns the memory of a replaced pool to the system after all its buffers are freed. Returns whether that is
    /// done.
    fn free(&self) -> bool {
        if self.freed.load(Ordering::Relaxed) {
            return true;
        }
        let (Some(usage), Some(size)) = (&self.usage, self.size) else {
            return true;
        };
        if usage.chunks() > 0 && !self.is_abandoned() {
            return false;
        }
        if let Some(file) = self.file {
            file.free(size.segment);
            exit::forget(file.number);
        }
        self.freed.store(true, Ordering::Relaxed);
        self.lineage.one_is_freed();
        true
    }
}
