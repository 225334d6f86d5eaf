//! A pool itself: a provider, and in which order the ways to get a buffer from it are tried.
//!
//! A request takes the buffer of a finished message if one suits, else it allocates; on a
//! full pool it lets go of what is finished, collects, and allocates again, as its
//! [`AllocPolicy`] says. No lock is held while a request waits. Who uses the pool is not known here.

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
    Wait,
    shm::{SegmentID, ShmProviderBackend, ShmProviderBuilder, ZShm, ZShmMut},
};

use super::{
    backend::{CdrAlignedBackend, Usage},
    canary::not_held_here,
    error::ShmError,
    exit,
    fallback::FallbackReason,
    keeper,
    policy::AllocPolicy,
    pool_size::PoolSize,
    processes::Segment,
    provider::{Provider, Refusal},
    question::{QUESTION_BYTES, Question},
    recovery,
    replacement::{self, Cause, Line},
    retention::{InFlight, Origin, RetentionLimits, StuckTally},
    segment,
    shared_backend::SharedBackend,
    sole::SegmentFile,
    stats::PoolStats,
    table::{self, Entry},
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

/// The part of a pool that must be stuck for it to be replaced: an eighth.
const SUBSTANTIAL: usize = 8;

/// How long a message may hold up the end of what it was published from. By then a receiver
/// that is not stuck has taken it up, and holds it for reasons of its own.
const LINGER: Duration = Duration::from_secs(1);

/// A buffer that was acquired, and what its pool has to know when it is sent.
pub(super) struct Acquired {
    pub(super) shm: ZShmMut,
    pub(super) origin: Origin,
    /// Whether it is the memory of an earlier message.
    pub(super) is_recycled: bool,
    pub(super) pool: &'static PoolCore,
    pub(super) limits: RetentionLimits,
}

/// Creates a pool and keeps it until the process ends.
pub(super) type Creator = fn(PoolSize, Arc<Line>) -> Result<&'static PoolCore, ShmError>;

/// One provider and its messages in flight. Never dropped.
pub(super) struct PoolCore {
    provider: Arc<dyn Provider>,
    /// Only of a pool that this library made.
    size: Option<PoolSize>,
    /// Only of a pool that this library made.
    backend: Option<Arc<CdrAlignedBackend>>,
    file: Option<SegmentFile>,
    /// The pool that has replaced this one.
    successor: OnceLock<&'static PoolCore>,
    line: Arc<Line>,
    /// Makes the pool that replaces this one; only of a pool that this library made.
    creator: Option<Creator>,
    /// Held while zenoh collects, and while memory is taken back without zenoh.
    collecting: Mutex<()>,
    recovered: AtomicU64,
    recovered_bytes: AtomicU64,
    /// Whether the recovery thread looks after this pool.
    watched: AtomicBool,
    /// Whether this pool was replaced and its memory given back.
    freed: AtomicBool,
    /// Whether others can open the segment, as far as that can be told.
    has_file: bool,
    /// The largest message, where known.
    capacity: Option<usize>,
    /// The segment, where it is a file in `/dev/shm` and there is only one.
    segment: Option<Segment>,
    usage: Option<Arc<Usage>>,
    /// What receivers are asked with.
    question: Mutex<Option<Question>>,
    in_flight: Mutex<InFlight>,
    recycled: AtomicU64,
    /// Whether the files of this pool are noted for removal.
    noted: AtomicBool,
    /// Whether the keeper looks after this pool.
    looked_after: AtomicBool,
}

impl keeper::Tended for PoolCore {
    fn tend(&self) -> bool {
        self.tend()
    }
}

impl recovery::Watched for PoolCore {
    fn begin_watch(&self) -> bool {
        self.begin_watch()
    }

    fn look_after(&'static self) -> bool {
        self.look_after()
    }
}

impl PoolCore {
    /// Makes a segment and a CDR-aligned allocator in it.
    ///
    /// A zenoh process that starts or ends removes the files that nobody has locked, and a new file is
    /// there for a moment before it is locked. Without its file nobody can open a segment: another is made.
    pub(super) fn create(bytes: usize, line: Arc<Line>, creator: Creator) -> Result<Self, ShmError> {
        let create = || {
            Ok(Self {
                line: line.clone(),
                creator: Some(creator),
                ..Self::create_once(bytes)?
            })
        };
        for _ in 1..ATTEMPTS {
            let core = create()?;
            if core.has_file {
                return Ok(core);
            }
        }
        create()
    }

    fn create_once(bytes: usize) -> Result<Self, ShmError> {
        let backend = Arc::new(CdrAlignedBackend::new(bytes)?);
        let (usage, size) = (backend.usage(), backend.size());
        let shared = SharedBackend(backend.clone());
        let core = Self::borrow(Arc::new(ShmProviderBuilder::backend(shared).wait()));
        let segment = core.probe()?;
        usage.restart_high_water();
        // Compared now, and not when the first message has to be revived.
        table::is_layout_known();
        Ok(Self {
            size: Some(size),
            backend: Some(backend),
            file: segment.and_then(|segment| SegmentFile::of(segment.number)),
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
            backend: None,
            file: None,
            successor: OnceLock::new(),
            line: Arc::default(),
            creator: None,
            collecting: Mutex::new(()),
            recovered: AtomicU64::new(0),
            recovered_bytes: AtomicU64::new(0),
            watched: AtomicBool::new(false),
            freed: AtomicBool::new(false),
            has_file: true,
            capacity: None,
            segment: None,
            usage: None,
            question: Mutex::new(None),
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
        let capacity = bytes.map(|bytes| bytes.saturating_sub(overhead + QUESTION_BYTES));
        Ok(Self {
            capacity,
            segment,
            ..core
        })
    }

    /// Allocates a first buffer, the one that receivers are asked with, and returns its segment; `None` where that is not a
    /// file in `/dev/shm`.
    fn probe(&self) -> Result<Option<Segment>, ShmError> {
        let Some((buffer, segment)) = segment::first_buffer(&*self.provider)? else {
            return Ok(None);
        };
        self.noted.store(true, Ordering::Relaxed);
        exit::remove_files_of(&buffer, Some(segment));
        let bytes = segment::size_of(&buffer, segment);
        let mut question = self.question.lock().unwrap_or_else(PoisonError::into_inner);
        *question = Some(Question {
            buffer: buffer.into(),
            segment,
            bytes: bytes.unwrap_or_default(),
            instead: None,
        });
        Ok(bytes.map(|bytes| Segment {
            number: segment,
            bytes,
        }))
    }

    pub(super) fn segment(&self) -> Option<Segment> {
        self.segment
    }

    /// The segment of a pool that this library made: only that may be replaced.
    pub(super) fn replaceable_segment(&self) -> Option<SegmentID> {
        self.size?;
        self.segment.map(|segment| segment.number)
    }

    /// The buffer that receivers are asked with; another one if zenoh has invalidated it.
    pub(super) fn question(&self) -> Option<Question> {
        let mut question = self.question.lock().unwrap_or_else(PoisonError::into_inner);
        if !question.as_ref().is_some_and(Question::is_valid) {
            let (buffer, segment) = self.provider.allocate(NonZeroUsize::MIN).ok()?;
            let size = segment::size_of(&buffer, segment);
            let known = question.as_ref().filter(|known| known.segment == segment);
            let bytes = size.or(known.map(|known| known.bytes)).unwrap_or_default();
            *question = Some(Question {
                buffer: buffer.into(),
                segment,
                bytes,
                instead: None,
            });
        }
        question.clone().map(|question| Question {
            instead: self.line.last_retired(),
            ..question
        })
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
    ) -> Result<Acquired, FallbackReason> {
        let wanted = NonZeroUsize::new(len).ok_or(FallbackReason::BelowThreshold)?;
        if self.capacity.is_some_and(|capacity| len > capacity) {
            return Err(FallbackReason::LargerThanPool);
        }
        let patience = match policy {
            AllocPolicy::Wait(patience) => Some(patience),
            AllocPolicy::Block => Some(Duration::MAX),
            AllocPolicy::FailFast | AllocPolicy::Collect | AllocPolicy::RecoverDead(_) => None,
        };
        if !self.looked_after.load(Ordering::Relaxed) && self.line.is_look_due() && self.is_file_removed() {
            // It was idle for a while, and the first receiver to open its file may be one of this message.
            self.replace(Cause::FileRemoved);
        }
        let attempt = || {
            let core = self.current();
            match core.attempt(wanted, policy, limits) {
                Err(FallbackReason::PoolExhausted) if core.is_unstuck(limits) => {
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

    /// The pool that is allocated from in place of this one: this one, unless it was replaced.
    pub(super) fn current(&'static self) -> &'static Self {
        let mut core = self;
        while let Some(next) = core.successor.get() {
            core = next;
        }
        core
    }

    /// Whether this full pool was replaced, because messages are stuck in it for too long. Has the recovery thread look.
    fn is_unstuck(&'static self, limits: RetentionLimits) -> bool {
        if self.size.is_none() || !self.line.is_look_due() {
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

    fn is_file_removed(&self) -> bool {
        self.file.is_some_and(|file| file.is_removed())
    }

    /// Whether a new user can take this pool.
    pub(super) fn is_reusable(&self) -> bool {
        self.successor.get().is_none() && !self.is_file_removed()
    }

    /// Replaces this pool by a fresh one of the same size. This one is allocated from no more, its messages stay valid, and
    /// it is freed when the last of them is released. `false` if there can be no fresh one now.
    pub(super) fn replace(&'static self, cause: Cause) -> bool {
        let (Some(size), Some(create)) = (self.size, self.creator) else {
            return false;
        };
        let line = self.line.clone();
        let Some(permission) = line.permit(cause, size.asked) else {
            return self.successor.get().is_some();
        };
        if self.successor.get().is_some() {
            return true;
        }
        match create(size, line.clone()) {
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

    /// Repeats `attempt` until it succeeds, fails for good, or has been tried for `patience`.
    fn wait(
        &self,
        patience: Duration,
        attempt: impl Fn() -> Result<Acquired, FallbackReason>,
    ) -> Result<Acquired, FallbackReason> {
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
    ) -> Result<Acquired, FallbackReason> {
        let outstanding = {
            let mut in_flight = self.in_flight();
            if let Some(buffer) = in_flight.recycle(len) {
                drop(in_flight);
                self.recycled.fetch_add(1, Ordering::Relaxed);
                let (shm, origin) = buffer;
                return Ok(Acquired {
                    shm,
                    origin,
                    is_recycled: true,
                    pool: self,
                    limits,
                });
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
            revived: false,
        };
        Ok(Acquired {
            shm,
            origin,
            is_recycled: false,
            pool: self,
            limits,
        })
    }

    fn allocate(
        &self,
        len: NonZeroUsize,
        policy: AllocPolicy,
        outstanding: usize,
    ) -> Result<(ZShmMut, usize), FallbackReason> {
        if policy.tries_again() && outstanding <= FEW {
            self.collect();
        }
        let mut answer = self.try_allocate(len);
        if matches!(answer, Err(Refusal::Full)) {
            self.release();
            self.collect();
            self.provider.defragment();
            if policy.tries_again() {
                answer = self.try_allocate(len);
            }
        }
        if let (AllocPolicy::RecoverDead(permission), Err(Refusal::Full)) = (policy, &answer) {
            let collecting = self.collecting();
            self.provider.force_collect(permission);
            drop(collecting);
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
            if self.size.is_some() {
                recovery::watch(self);
            }
        }
    }

    fn collecting(&self) -> MutexGuard<'_, ()> {
        self.collecting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes back the buffers that nobody holds.
    fn collect(&self) {
        let _collecting = self.collecting();
        self.provider.collect();
    }

    /// Whether the recovery thread has to begin to look after this pool.
    pub(super) fn begin_watch(&self) -> bool {
        !self.watched.swap(true, Ordering::SeqCst)
    }

    /// Recovers, replaces or frees, once a second, and returns whether to go on. Called by the recovery thread.
    pub(super) fn look_after(&'static self) -> bool {
        let is_retired = self.successor.get().is_some();
        if is_retired {
            self.give_up_question();
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
    fn give_up_question(&self) {
        let question = self
            .question
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(Question { buffer, .. }) = question {
            let origin = Origin {
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
            || self.looked_after.load(Ordering::SeqCst)
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
        if stuck.is_empty() || !file.is_open_here_only() {
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
        self.line.one_is_freed();
        true
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
        self.recovered.store(0, Ordering::Relaxed);
        self.recovered_bytes.store(0, Ordering::Relaxed);
        self.collect();
        if let Some(usage) = &self.usage {
            usage.restart_high_water();
        }
    }

    /// The statistics of this pool and of those that have replaced it.
    pub(super) fn stats_of_line(&self) -> PoolStats {
        let mut stats = self.stats();
        let mut core = self;
        while let Some(next) = core.successor.get() {
            stats = stats.replaced_by(next.stats());
            core = next;
        }
        stats
    }

    pub(super) fn stats(&self) -> PoolStats {
        let mut in_flight = self.in_flight();
        let (retained, retained_bytes) = in_flight.held();
        let kept = in_flight.bytes();
        let (given_up, revived) = (in_flight.given_up(), in_flight.revived());
        let most_retained = in_flight.high_water();
        let StuckTally { messages, bytes, .. } = in_flight.stuck();
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
            stuck: messages as u64,
            stuck_bytes: bytes,
            recovered: self.recovered.load(Ordering::Relaxed),
            recovered_bytes: self.recovered_bytes.load(Ordering::Relaxed),
            replaced: 0,
            retired: u64::from(self.successor.get().is_some() && !self.freed.load(Ordering::Relaxed)),
        }
    }
}
