//! A pool: its provider, and the order of the attempts to get a buffer from it.
//!
//! A request reuses the buffer of a finished message if one suits; otherwise it allocates. On a full pool it releases
//! finished messages, collects, and allocates again, as its [`AllocPolicy`] specifies. A waiting request does not hold
//! a lock.

mod creation;
mod repair;

use std::{
    num::NonZeroUsize,
    sync::{
        Arc, Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use zenoh::{
    bytes::ZBytes,
    shm::{SegmentID, ZShmMut},
};

use super::{
    backend::{CdrAlignedBackend, Usage},
    error::ShmError,
    exit,
    fallback::FallbackReason,
    maintenance,
    memory::Memory,
    policy::AllocPolicy,
    pool_size::PoolSize,
    probe::Probe,
    processes::Segment,
    provider::{Provider, Refusal},
    recovery,
    replacement::{Cause, Lineage},
    retained_message::BufferOrigin,
    retention::InFlight,
    retention_limits::RetentionLimits,
    segment,
    segment_file::SegmentFile,
    stats::PoolStats,
    stuck_message::StuckTally,
};

/// With at most this many buffers outstanding, a request collects before it allocates: a pass over so few is cheap, and
/// the memory is reused while it is still in the cache.
const FEW_BUFFERS: usize = 64;

/// The shortest pause of a waiting request. Its pauses grow with the time that it has waited.
const SHORTEST_PAUSE: Duration = Duration::from_micros(20);

/// The divisor of the time that a request has waited, which determines its next pause.
const PAUSE_PART: u32 = 8;

/// The longest pause of a waiting request.
const LONGEST_PAUSE: Duration = Duration::from_millis(1);

/// The maximum time for which a message delays the end of its publisher. By then, a receiver that is not stuck has
/// received it.
const LINGER: Duration = Duration::from_secs(1);

/// An acquired buffer, and the state that its pool needs when it is sent.
pub(super) struct Acquired {
    pub(super) memory: Memory,
    pub(super) origin: BufferOrigin,
    /// Whether it reuses the memory of an earlier message.
    pub(super) is_recycled: bool,
    pub(super) pool: &'static PoolCore,
    pub(super) limits: RetentionLimits,
}

/// Creates a pool and keeps it until the process ends.
pub(super) type Creator = fn(PoolSize, Arc<Lineage>) -> Result<&'static PoolCore, ShmError>;

/// One provider and its messages in flight. Never dropped.
pub(super) struct PoolCore {
    provider: Arc<dyn Provider>,
    /// Set only for a pool that this library created.
    size: Option<PoolSize>,
    /// Set only for a pool that this library created.
    backend: Option<Arc<CdrAlignedBackend>>,
    file: Option<SegmentFile>,
    /// The pool that has replaced this one.
    successor: OnceLock<&'static PoolCore>,
    lineage: Arc<Lineage>,
    /// Creates the replacement of this pool; set only for a pool that this library created.
    creator: Option<Creator>,
    /// Locked while zenoh collects, and while memory is recovered without zenoh.
    collecting: Mutex<()>,
    recovered: AtomicU64,
    recovered_bytes: AtomicU64,
    /// Whether the recovery thread watches this pool.
    watched: AtomicBool,
    /// Whether this pool was replaced and its memory freed.
    freed: AtomicBool,
    /// Whether other processes can open the segment, as far as is known.
    has_file: bool,
    /// The size of the largest message, if known.
    capacity: Option<usize>,
    /// The segment, if there is only one and it is a file in `/dev/shm`.
    segment: Option<Segment>,
    usage: Option<Arc<Usage>>,
    /// The buffer with which receivers are probed.
    probe: Mutex<Option<Probe>>,
    in_flight: Mutex<InFlight>,
    recycled: AtomicU64,
    /// Whether the files of this pool are registered for removal at exit.
    noted: AtomicBool,
    /// Whether the maintenance thread maintains this pool.
    is_maintained: AtomicBool,
    /// Whether a lane was given a message that this pool does not keep, since the last maintenance.
    has_lane_messages: AtomicBool,
}

impl maintenance::Maintained for PoolCore {
    fn maintain(&self) -> bool {
        self.maintain()
    }
}

impl recovery::Watched for PoolCore {
    fn begin_watch(&self) -> bool {
        self.begin_watch()
    }

    fn repair(&'static self) -> bool {
        self.repair()
    }
}

impl PoolCore {
    pub(super) fn segment(&self) -> Option<Segment> {
        self.segment
    }

    /// Returns the segment of a pool that this library created: only these may be replaced.
    pub(super) fn replaceable_segment(&self) -> Option<SegmentID> {
        self.size?;
        self.segment.map(|segment| segment.number)
    }

    /// Returns the buffer with which receivers are probed. Allocates another one if it is not valid and cannot be
    /// restored.
    pub(super) fn probe(&self) -> Option<Probe> {
        let mut probe = self.probe.lock().unwrap_or_else(PoisonError::into_inner);
        if !probe.as_ref().is_some_and(Probe::make_valid) {
            let (buffer, segment) = self.provider.allocate(NonZeroUsize::MIN).ok()?;
            let size = segment::size_of(&buffer, segment);
            let known = probe.as_ref().filter(|known| known.segment == segment);
            let bytes = size.or(known.map(|known| known.bytes)).unwrap_or_default();
            *probe = Some(Probe {
                buffer: buffer.into(),
                segment,
                bytes,
                replaces: None,
                #[cfg(zenoh_1_10)]
                is_later: true,
            });
        }
        probe.clone().map(|probe| Probe {
            replaces: self.lineage.last_retired(),
            ..probe
        })
    }

    /// Drops the buffer with which receivers are probed if it may be in the middle of the pool, where the largest
    /// messages need the room. The next probe allocates another one.
    #[cfg(zenoh_1_10)]
    fn drop_later_probe(&self) {
        let mut probe = self.probe.lock().unwrap_or_else(PoisonError::into_inner);
        probe.take_if(|probe| probe.is_later);
    }

    pub(super) fn size(&self) -> Option<PoolSize> {
        self.size
    }

    pub(super) fn capacity(&self) -> Option<usize> {
        self.capacity
    }

    fn in_flight(&self) -> MutexGuard<'_, InFlight> {
        self.in_flight.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns a buffer of exactly `len` bytes, or the reason for the fallback.
    pub(super) fn acquire(
        &'static self,
        len: usize,
        policy: AllocPolicy,
        limits: RetentionLimits,
    ) -> Result<Box<Acquired>, FallbackReason> {
        let wanted = NonZeroUsize::new(len).ok_or(FallbackReason::BelowThreshold)?;
        if self.capacity.is_some_and(|capacity| len > capacity) {
            return Err(FallbackReason::LargerThanPool);
        }
        let patience = match policy {
            AllocPolicy::Wait(patience) => Some(patience),
            AllocPolicy::Block => Some(Duration::MAX),
            AllocPolicy::FailFast | AllocPolicy::Collect | AllocPolicy::RecoverDead(_) => None,
        };
        if !self.is_maintained.load(Ordering::Relaxed)
            && self.lineage.is_check_due()
            && self.is_file_removed()
        {
            // The pool was idle for a while, and this message may have the first receiver that opens its file.
            self.replace(Cause::FileRemoved);
        }
        let attempt = || {
            let core = self.current();
            match core.attempt(wanted, policy, limits) {
                Err(FallbackReason::PoolExhausted) if core.replace_if_stuck(limits) => {
                    core.current().attempt(wanted, policy, limits)
                }
                answer => answer,
            }
        };
        match (attempt(), patience) {
            (Err(reason), Some(patience)) if reason.is_temporary() => self.wait(patience, attempt),
            (answer, _) => answer,
        }
    }

    /// Returns the pool to allocate from: this one, or the last one that has replaced it.
    pub(super) fn current(&'static self) -> &'static Self {
        let mut core = self;
        while let Some(next) = core.successor.get() {
            core = next;
        }
        core
    }

    /// Repeats `attempt` until it succeeds, fails permanently, or `patience` has elapsed.
    fn wait(
        &self,
        patience: Duration,
        attempt: impl Fn() -> Result<Box<Acquired>, FallbackReason>,
    ) -> Result<Box<Acquired>, FallbackReason> {
        let start = Instant::now();
        loop {
            let waited = start.elapsed();
            let left = patience.saturating_sub(waited);
            let pause = (waited / PAUSE_PART).clamp(SHORTEST_PAUSE, LONGEST_PAUSE);
            thread::sleep(pause.min(left));
            match attempt() {
                Err(reason) if reason.is_temporary() && !left.is_zero() => {}
                answer => return answer,
            }
        }
    }

    /// Makes every attempt to get a buffer, once.
    fn attempt(
        &'static self,
        len: NonZeroUsize,
        policy: AllocPolicy,
        limits: RetentionLimits,
    ) -> Result<Box<Acquired>, FallbackReason> {
        if let Some(buffer) = self.recycle(len, false) {
            return Ok(self.recycled(buffer, limits));
        }
        let outstanding = {
            let mut in_flight = self.in_flight();
            let within_budget = |bytes: usize| limits.allow(bytes.saturating_add(len.get()));
            if limits.max_bytes().is_some() {
                // Messages that only lanes have count, too.
                drop(in_flight);
                maintenance::sweep();
                in_flight = self.in_flight();
                if !within_budget(in_flight.bytes()) {
                    in_flight.release();
                }
                if !within_budget(in_flight.bytes()) {
                    return Err(FallbackReason::RetentionBudget);
                }
            }
            match &self.usage {
                Some(usage) => usage.chunks(),
                None => in_flight.len(),
            }
        };
        if policy.tries_again() && outstanding <= FEW_BUFFERS {
            self.collect();
        }
        let mut answer = self.try_allocate(len);
        if matches!(answer, Err(Refusal::Full)) {
            maintenance::sweep();
            if let Some(buffer) = self.recycle(len, true) {
                return Ok(self.recycled(buffer, limits));
            }
            answer = self.allocate(len, policy);
        }
        match answer {
            Ok(shm) => Ok(Box::new(Acquired {
                memory: Memory::Buffer(shm),
                origin: BufferOrigin::new(len.get()),
                is_recycled: false,
                pool: self,
                limits,
            })),
            Err(Refusal::Full) => Err(FallbackReason::PoolExhausted),
            Err(Refusal::Failed) => Err(FallbackReason::AllocatorFailed),
        }
    }

    /// Takes the memory of an earlier message, resized to `len` bytes. Examines a few messages, or all if `is_thorough`.
    fn recycle(&'static self, len: NonZeroUsize, is_thorough: bool) -> Option<(Memory, BufferOrigin)> {
        let mut in_flight = self.in_flight();
        let found = in_flight.recycle(len, is_thorough);
        let may_be_stuck = in_flight.may_be_stuck();
        drop(in_flight);
        if may_be_stuck && self.size.is_some() {
            // A holder may be dead, and the pool may have been idle, so that nothing watches it.
            recovery::watch(self);
        }
        found
    }

    /// Returns the memory of an earlier message, for the next one.
    fn recycled(
        &'static self,
        (memory, origin): (Memory, BufferOrigin),
        limits: RetentionLimits,
    ) -> Box<Acquired> {
        self.note_recycled();
        Box::new(Acquired {
            memory,
            origin,
            is_recycled: true,
            pool: self,
            limits,
        })
    }

    /// Makes room in the full pool, and allocates as `policy` allows.
    fn allocate(&self, len: NonZeroUsize, policy: AllocPolicy) -> Result<ZShmMut, Refusal> {
        self.release();
        #[cfg(zenoh_1_10)]
        self.drop_later_probe();
        self.collect();
        self.provider.defragment();
        if !policy.tries_again() {
            return Err(Refusal::Full);
        }
        let mut answer = self.try_allocate(len);
        if let (AllocPolicy::RecoverDead(permission), Err(Refusal::Full)) = (policy, &answer) {
            let collecting = self.collecting();
            self.provider.force_collect(permission);
            drop(collecting);
            answer = self.try_allocate(len);
        }
        answer
    }

    fn try_allocate(&self, len: NonZeroUsize) -> Result<ZShmMut, Refusal> {
        let (shm, segment) = self.provider.allocate(len)?;
        if !self.noted.swap(true, Ordering::Relaxed) {
            exit::remove_files_of(&shm, Some(segment));
        }
        Ok(shm)
    }

    /// Keeps a message, which is the buffer of `origin`, until its receivers have released it.
    pub(super) fn keep(&'static self, message: ZBytes, origin: BufferOrigin, limits: RetentionLimits) {
        self.in_flight().keep(message, origin, limits);
        self.begin_maintenance();
    }

    /// Keeps a forwarded buffer for `max_age`, without counting as its holder.
    #[cfg(zenoh_1_10)]
    pub(super) fn keep_forwarded(&'static self, reference: zenoh_shm::ShmBufHardRef, max_age: Duration) {
        self.in_flight().keep_forwarded(reference, max_age);
        self.begin_maintenance();
    }

    /// Records that a lane has a message of this pool, which this pool does not keep.
    pub(super) fn note_in_lane(&'static self) {
        // Not written for each message: that takes as long as several of the other steps.
        if !self.has_lane_messages.load(Ordering::SeqCst) {
            self.has_lane_messages.store(true, Ordering::SeqCst);
        }
        self.begin_maintenance();
    }

    /// Counts a message in the memory of an earlier one.
    pub(super) fn note_recycled(&self) {
        self.recycled.fetch_add(1, Ordering::Relaxed);
    }

    /// Returns whether another pool has replaced this one.
    pub(super) fn is_replaced(&self) -> bool {
        self.successor.get().is_some()
    }

    fn begin_maintenance(&'static self) {
        let was_maintained =
            self.is_maintained.load(Ordering::SeqCst) || self.is_maintained.swap(true, Ordering::SeqCst);
        if !was_maintained {
            maintenance::add_pool(self);
            if self.size.is_some() {
                recovery::watch(self);
            }
        }
    }

    fn collecting(&self) -> MutexGuard<'_, ()> {
        self.collecting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Collects the buffers without holders.
    fn collect(&self) {
        let _collecting = self.collecting();
        self.provider.collect();
    }

    /// Releases the finished messages.
    pub(super) fn release(&self) {
        self.in_flight().release();
    }

    /// Maintains the messages in flight. Returns whether the maintenance thread has to continue.
    pub(super) fn maintain(&self) -> bool {
        let mut in_flight = self.in_flight();
        if self.size.is_none() {
            // The program may be waiting for the memory.
            in_flight.release();
        }
        if self.has_lane_messages.swap(false, Ordering::SeqCst) {
            in_flight.note_use();
        }
        let goes_on = in_flight.maintain();
        self.is_maintained.store(goes_on, Ordering::SeqCst);
        // A lane may have been given a message in between.
        let has_more = !goes_on && self.has_lane_messages.load(Ordering::SeqCst);
        goes_on || has_more && !self.is_maintained.swap(true, Ordering::SeqCst)
    }

    /// Waits until each message of the last [`LINGER`] is finished or older than that.
    pub(super) fn linger(&self) {
        let start = Instant::now();
        while self.in_flight().has_young(start, LINGER) {
            thread::sleep(LONGEST_PAUSE);
        }
    }

    /// Resets the counters for the next user of the pool.
    pub(super) fn restart_counts(&self) {
        self.in_flight().restart_counts();
        self.recycled.store(0, Ordering::Relaxed);
        self.recovered.store(0, Ordering::Relaxed);
        self.recovered_bytes.store(0, Ordering::Relaxed);
        self.collect();
        if let Some(usage) = &self.usage {
            usage.restart_high_water();
        }
    }

    /// Returns whether this pool was replaced, and its memory returned to the system.
    pub(super) fn is_freed(&self) -> bool {
        self.freed.load(Ordering::Relaxed)
    }

    /// Returns the statistics of this pool and of its replacements.
    pub(super) fn stats_of_lineage(&self) -> PoolStats {
        let mut stats = self.stats();
        let mut core = self;
        while let Some(next) = core.successor.get() {
            stats = stats.replaced_by(next.stats());
            core = next;
        }
        stats
    }

    pub(super) fn stats(&self) -> PoolStats {
        maintenance::sweep();
        let mut in_flight = self.in_flight();
        let (retained, retained_bytes) = in_flight.held();
        let kept = in_flight.bytes();
        let (given_up, revived) = (in_flight.given_up(), in_flight.restored());
        let most_retained = in_flight.high_water();
        drop(in_flight);
        let is_freed = self.freed.load(Ordering::Relaxed);
        // A freed pool has no bytes, also if the counts of dead holders remain.
        let StuckTally { messages, bytes, .. } = if is_freed {
            StuckTally::default()
        } else {
            self.stuck()
        };
        let usage = self.usage.as_ref();
        PoolStats {
            capacity: self.capacity,
            bytes_in_use: usage.filter(|_| !is_freed).map_or(kept, |usage| usage.bytes()),
            high_water: usage.map_or(most_retained, |usage| usage.high_water()),
            retained: retained as u64,
            retained_bytes,
            recycled: self.recycled.load(Ordering::Relaxed),
            released_by_age: given_up.by_age,
            revived,
            invalidated: given_up.invalidated,
            stuck: messages as u64,
            stuck_bytes: bytes,
            recovered: self.recovered.load(Ordering::Relaxed),
            recovered_bytes: self.recovered_bytes.load(Ordering::Relaxed),
            replaced: 0,
            retired: u64::from(self.successor.get().is_some() && !is_freed),
        }
    }
}

#[cfg(all(test, zenoh_1_10))]
mod tests {
    use super::super::{pool::ShmPool, test_pool::made};
    use super::*;

    const MIB: usize = 1 << 20;

    #[test]
    fn another_buffer_for_probes_leaves_room_for_the_largest_message() {
        let Some(pool) = made(ShmPool::of(MIB)) else {
            return;
        };
        let core = pool.core().expect("the pool is available");
        let held = pool.acquire(MIB / 2).expect("there is room").into_zshm();
        // As if zenoh had invalidated the first one.
        core.probe.lock().expect("no holder panics").take();
        let probe = core.probe().expect("there is room");
        assert!(probe.is_later);
        drop((held, probe));
        let pool = pool.with_policy(AllocPolicy::Wait(Duration::from_secs(30)));
        let message = pool.acquire(MIB);
        assert!(message.is_ok(), "{}", pool.stats());
        drop(message);
        assert!(core.probe().is_some());
    }
}
