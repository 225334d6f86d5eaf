//! The upkeep of a pool beside its requests: memory of dead receivers is taken back, a pool that cannot be used any more is replaced,
//! and a replaced one is freed. The recovery thread and requests of a full pool ask for it.

use std::{
    sync::{PoisonError, atomic::Ordering},
    time::Duration,
};

use zenoh::shm::ShmProviderBackend;

use super::{
    super::{
        exit,
        held_buffers::not_held_here,
        recovery,
        replacement::{self, Cause},
        retention::{BufferOrigin, RetentionLimits},
        table::Entry,
    },
    PoolCore, Probe,
};

/// The part of a pool that must be stuck for it to be replaced: an eighth.
const SUBSTANTIAL: usize = 8;

impl PoolCore {
    /// Whether this full pool was replaced, because messages are stuck in it for too long. Has the recovery thread look.
    pub(super) fn is_unstuck(&'static self, limits: RetentionLimits) -> bool {
        if self.size.is_none() || !self.lineage.is_look_due() {
            return false;
        }
        let stuck = self.in_flight().stuck();
        let Some(oldest) = stuck.oldest else {
            return false;
        };
        recovery::hurry(self);
        let is_much = stuck.bytes >= self.capacity.unwrap_or(usize::MAX) / SUBSTANTIAL;
        is_much && oldest.elapsed() >= limits.max_stuck() && self.replace(Cause::Stuck(stuck.bytes))
    }

    pub(super) fn is_file_removed(&self) -> bool {
        self.file.is_some_and(|file| file.is_removed())
    }

    /// Whether a new user can take this pool.
    pub(in super::super) fn is_reusable(&self) -> bool {
        self.successor.get().is_none() && !self.is_file_removed()
    }

    /// Replaces this pool by a fresh one of the same size. This one is allocated from no more, its messages stay valid, and
    /// it is freed when the last of them is released. `false` if there can be no fresh one now.
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
                // Set under the permission only, and it was empty.
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

    /// Whether the recovery thread has to begin to look after this pool.
    pub(in super::super) fn begin_watch(&self) -> bool {
        !self.watched.swap(true, Ordering::SeqCst)
    }

    /// Recovers, replaces or frees, once a second, and returns whether to go on. Called by the recovery thread.
    pub(in super::super) fn repair(&'static self) -> bool {
        let is_retired = self.successor.get().is_some();
        if is_retired {
            self.retire_probe();
            self.release();
            self.collect();
        } else if self.is_file_removed() {
            self.replace(Cause::FileRemoved);
        }
        self.recover();
        if is_retired && self.free() {
            return false;
        }
        if self.is_to_be_watched() {
            return true;
        }
        self.watched.store(false, Ordering::SeqCst);
        // Somebody may have begun to use it, and found it watched.
        self.is_to_be_watched() && self.begin_watch()
    }

    /// Treats the buffer that receivers are asked with as a message that was sent: a dead receiver may be counted as its holder.
    fn retire_probe(&self) {
        let probe = self.probe.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(Probe { buffer, .. }) = probe {
            let origin = BufferOrigin {
                capacity: buffer.len(),
                entry: None,
                owners: 0,
                revived: false,
            };
            let at_once = RetentionLimits::new().with_max_age(Duration::ZERO);
            self.in_flight().keep(buffer, origin, at_once);
        }
    }

    fn is_to_be_watched(&self) -> bool {
        self.successor.get().is_some()
            || self.is_maintained.load(Ordering::SeqCst)
            || self.in_flight().stuck().messages > 0
    }

    /// Takes back the memory of the stuck messages that only dead processes hold.
    ///
    /// Each was invalidated before the look at other processes: from then on a reader refuses it, and nobody becomes a
    /// holder but by a clone of another one. A process that holds one has the segment open, unless it is dead, and none
    /// has. That leaves this process, and [`not_held_here`] excludes it.
    fn recover(&self) {
        let Some(file) = self.file else {
            return;
        };
        let stuck = self.in_flight().stuck_and_invalidated();
        if stuck.is_empty() || !file.is_open_only_here() {
            return;
        }
        let dead = not_held_here(stuck).unwrap_or_default();
        let bytes: Vec<_> = dead
            .into_iter()
            .filter_map(|entry| self.take_back(entry))
            .collect();
        self.recovered.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        let bytes = bytes.into_iter().sum::<usize>() as u64;
        self.recovered_bytes.fetch_add(bytes, Ordering::Relaxed);
    }

    /// Frees the memory of a buffer that nobody holds, whatever its count of holders says; its length.
    ///
    /// zenoh's provider keeps the entry in its list, and never frees its memory: the count does not fall to 0 again, and
    /// [`SharedBackend`] ignores a chunk without a segment. As zenoh does not collect meanwhile, a current entry with
    /// holders has a chunk that is allocated.
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

    /// Gives the memory of a replaced pool back to the system, once all its buffers are back; whether it has been.
    fn free(&self) -> bool {
        if self.freed.load(Ordering::Relaxed) {
            return true;
        }
        let (Some(usage), Some(size)) = (&self.usage, self.size) else {
            return true;
        };
        if usage.chunks() > 0 {
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
