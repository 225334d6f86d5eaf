//! A pool itself: a provider, and in which order the ways to get a buffer from it are tried.
//!
//! A request takes the buffer of a finished message if one suits, else it allocates; on a
//! full pool it lets go of what is finished, collects, and allocates again, as its
//! [`AllocPolicy`] says. No lock is held while a request waits. Who uses the pool is not known here.

use std::{
    num::NonZeroUsize,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use zenoh::{
    Wait,
    shm::{ShmProviderBuilder, ZShm, ZShmMut},
};

use super::{
    backend::{CdrAlignedBackend, Usage},
    buffer::ShmBuffer,
    error::ShmError,
    exit,
    fallback::FallbackReason,
    keeper,
    others::Segment,
    policy::AllocPolicy,
    provider::{Provider, Refusal},
    retention::{InFlight, Origin, RetentionLimits},
    segment::{self, PoolSize},
    stats::PoolStats,
    table,
};

/// With no more buffers than this outstanding, collecting comes before allocating: a pass over so
/// few costs next to nothing, and memory is handed out again while it is still in the cache.
const FEW: usize = 64;

/// Messages in flight for which a pool has room before it allocates.
const ROOM: usize = 64;

/// The shortest pause of a request that waits. The longer it has waited, the longer are its pauses.
const SHORTEST_PAUSE: Duration = Duration::from_micros(20);

/// What part of the time that a request has waited a pause adds to it.
const PAUSE_PART: u32 = 8;

/// The longest pause of a request that waits.
const LONGEST_PAUSE: Duration = Duration::from_millis(1);

/// How often a pool is made whose file is removed by another process.
const ATTEMPTS: usize = 3;

/// How long a message may hold up the end of what it was published from. By then a receiver
/// that is not stuck has taken it up, and holds it for reasons of its own.
const LINGER: Duration = Duration::from_secs(1);

/// One provider and its messages in flight. Never dropped.
pub(super) struct PoolCore {
    provider: Arc<dyn Provider>,
    /// Only of a pool that this library made.
    size: Option<PoolSize>,
    /// Whether others can open the segment, as far as that can be told.
    has_file: bool,
    /// The largest message, where known.
    capacity: Option<usize>,
    /// The segment, where it is a file in `/dev/shm` and there is only one.
    segment: Option<Segment>,
    usage: Option<Arc<Usage>>,
    in_flight: Mutex<InFlight>,
    recycled: AtomicU64,
    /// Whether the files of this pool are noted for removal.
    noted: AtomicBool,
    /// Whether the keeper looks after this pool.
    looked_after: AtomicBool,
}

impl PoolCore {
    /// Makes a segment and a CDR-aligned allocator in it.
    ///
    /// A zenoh process that starts or ends removes the files that nobody has locked, and a new file is
    /// there for a moment before it is locked. Without its file nobody can open a segment: another is made.
    pub(super) fn create(bytes: usize) -> Result<Self, ShmError> {
        for _ in 1..ATTEMPTS {
            let core = Self::create_once(bytes)?;
            if core.has_file {
                return Ok(core);
            }
        }
        Self::create_once(bytes)
    }

    fn create_once(bytes: usize) -> Result<Self, ShmError> {
        let backend = CdrAlignedBackend::new(bytes)?;
        let (usage, size) = (backend.usage(), backend.size());
        let core = Self::borrow(Arc::new(ShmProviderBuilder::backend(backend).wait()));
        let segment = core.probe()?;
        usage.restart_high_water();
        // Compared now, and not when the first message has to be revived.
        table::is_layout_known();
        Ok(Self {
            size: Some(size),
            usage: Some(usage),
            capacity: Some(size.capacity),
            has_file: segment.is_some() || cfg!(not(target_os = "linux")),
            segment,
            ..core
        })
    }

    /// Allocates from a provider of the program.
    pub(super) fn borrow(provider: Arc<dyn Provider>) -> Self {
        Self {
            provider,
            size: None,
            has_file: true,
            capacity: None,
            segment: None,
            usage: None,
            in_flight: Mutex::new(InFlight::with_room_for(ROOM)),
            recycled: AtomicU64::new(0),
            noted: AtomicBool::new(false),
            looked_after: AtomicBool::new(false),
        }
    }

    /// As [`borrow`](Self::borrow), with `overhead` of every segment taken by its allocator.
    pub(super) fn borrow_probed(provider: Arc<dyn Provider>, overhead: usize) -> Result<Self, ShmError> {
        let core = Self::borrow(provider);
        let segment = core.probe()?;
        let bytes = segment.and_then(|segment| usize::try_from(segment.bytes).ok());
        let capacity = bytes.map(|bytes| bytes.saturating_sub(overhead));
        Ok(Self {
            capacity,
            segment,
            ..core
        })
    }

    /// Allocates a first buffer, for what is known of it: its segment, and its files. `None` where the segment is not a file
    /// in `/dev/shm`.
    fn probe(&self) -> Result<Option<Segment>, ShmError> {
        let Some((buffer, segment)) = segment::first_buffer(&*self.provider)? else {
            return Ok(None);
        };
        self.noted.store(true, Ordering::Relaxed);
        exit::remove_files_of(&buffer, Some(segment));
        let bytes = segment::size_of(&buffer, segment);
        drop(buffer);
        self.provider.collect();
        Ok(bytes.map(|bytes| Segment {
            number: segment,
            bytes,
        }))
    }

    pub(super) fn segment(&self) -> Option<Segment> {
        self.segment
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

    /// A buffer of exactly `len` bytes, or the reason why there is none.
    pub(super) fn acquire(
        &'static self,
        len: usize,
        policy: AllocPolicy,
        limits: RetentionLimits,
    ) -> Result<ShmBuffer, FallbackReason> {
        let wanted = NonZeroUsize::new(len).ok_or(FallbackReason::BelowThreshold)?;
        if self.capacity.is_some_and(|capacity| len > capacity) {
            return Err(FallbackReason::LargerThanPool);
        }
        let patience = match policy {
            AllocPolicy::Wait(patience) => Some(patience),
            AllocPolicy::Block => Some(Duration::MAX),
            AllocPolicy::FailFast | AllocPolicy::Collect | AllocPolicy::RecoverDead(_) => None,
        };
        match (self.attempt(wanted, policy, limits), patience) {
            (Err(reason), Some(patience)) if reason.is_temporary() => {
                self.wait(patience, || self.attempt(wanted, policy, limits))
            }
            (answer, _) => answer,
        }
    }

    /// Repeats `attempt` until it succeeds, fails for good, or has been tried for `patience`.
    fn wait(
        &self,
        patience: Duration,
        attempt: impl Fn() -> Result<ShmBuffer, FallbackReason>,
    ) -> Result<ShmBuffer, FallbackReason> {
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

    /// Every way to get a buffer, once.
    fn attempt(
        &'static self,
        len: NonZeroUsize,
        policy: AllocPolicy,
        limits: RetentionLimits,
    ) -> Result<ShmBuffer, FallbackReason> {
        let outstanding = {
            let mut in_flight = self.in_flight();
            if let Some(buffer) = in_flight.recycle(len) {
                drop(in_flight);
                self.recycled.fetch_add(1, Ordering::Relaxed);
                return Ok(ShmBuffer::new(buffer, true, self, limits));
            }
            let within_budget = |bytes: usize| limits.allow(bytes.saturating_add(len.get()));
            if !within_budget(in_flight.bytes()) {
                in_flight.release();
                if !within_budget(in_flight.bytes()) {
                    return Err(FallbackReason::RetentionBudget);
                }
            }
            match &self.usage {
                Some(usage) => usage.chunks(),
                None => in_flight.len(),
            }
        };
        let (shm, capacity) = self.allocate(len, policy, outstanding)?;
        let origin = Origin {
            capacity,
            entry: None,
            owners: 0,
        };
        Ok(ShmBuffer::new((shm, origin), false, self, limits))
    }

    fn allocate(
        &self,
        len: NonZeroUsize,
        policy: AllocPolicy,
        outstanding: usize,
    ) -> Result<(ZShmMut, usize), FallbackReason> {
        if policy.tries_again() && outstanding <= FEW {
            self.provider.collect();
        }
        let mut answer = self.try_allocate(len);
        if matches!(answer, Err(Refusal::Full)) {
            self.release();
            self.provider.collect();
            self.provider.defragment();
            if policy.tries_again() {
                answer = self.try_allocate(len);
            }
        }
        if let (AllocPolicy::RecoverDead(permission), Err(Refusal::Full)) = (policy, &answer) {
            self.provider.force_collect(permission);
            answer = self.try_allocate(len);
        }
        match answer {
            Ok(shm) => Ok((shm, len.get())),
            Err(Refusal::Full) => Err(FallbackReason::PoolExhausted),
            Err(Refusal::Failed) => Err(FallbackReason::AllocatorFailed),
        }
    }

    fn try_allocate(&self, len: NonZeroUsize) -> Result<ZShmMut, Refusal> {
        let (shm, segment) = self.provider.allocate(len)?;
        if !self.noted.swap(true, Ordering::Relaxed) {
            exit::remove_files_of(&shm, Some(segment));
        }
        Ok(shm)
    }

    /// Keeps a message until its receivers have let go.
    pub(super) fn keep(&'static self, shm: ZShm, origin: Origin, limits: RetentionLimits) {
        self.in_flight().keep(shm, origin, limits);
        let is_looked_after =
            self.looked_after.load(Ordering::Relaxed) || self.looked_after.swap(true, Ordering::Relaxed);
        if !is_looked_after {
            keeper::look_after(self);
        }
    }

    /// Lets go of the messages that are finished.
    pub(super) fn release(&self) {
        self.in_flight().release();
    }

    /// What the keeper does from time to time; whether it has to go on.
    pub(super) fn tend(&self) -> bool {
        let mut in_flight = self.in_flight();
        if self.size.is_none() {
            // The program may be waiting for the memory.
            in_flight.release();
        }
        let goes_on = in_flight.tend();
        self.looked_after.store(goes_on, Ordering::Relaxed);
        goes_on
    }

    /// Waits until the messages of the last [`LINGER`] are finished, or as old as that.
    pub(super) fn linger(&self) {
        let start = Instant::now();
        while self.in_flight().has_young(start, LINGER) {
            thread::sleep(LONGEST_PAUSE);
        }
    }

    /// Starts counting afresh, for another user of the pool.
    pub(super) fn restart_counts(&self) {
        self.in_flight().restart_counts();
        self.recycled.store(0, Ordering::Relaxed);
        self.provider.collect();
        if let Some(usage) = &self.usage {
            usage.restart_high_water();
        }
    }

    pub(super) fn stats(&self) -> PoolStats {
        let mut in_flight = self.in_flight();
        let (retained, retained_bytes) = in_flight.held();
        let kept = in_flight.bytes();
        let (given_up, revived) = (in_flight.given_up(), in_flight.revived());
        let most_retained = in_flight.high_water();
        drop(in_flight);
        let usage = self.usage.as_ref();
        PoolStats {
            capacity: self.capacity,
            bytes_in_use: usage.map_or(kept, |usage| usage.bytes()),
            high_water: usage.map_or(most_retained, |usage| usage.high_water()),
            retained: retained as u64,
            retained_bytes,
            recycled: self.recycled.load(Ordering::Relaxed),
            released_by_age: given_up.by_age,
            revived,
            invalidated: given_up.invalidated,
        }
    }
}
