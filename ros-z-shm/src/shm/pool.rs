//! The handle to a pool that publishers have. `pool_core` handles requests; `registry` contains all pools.

use std::{fmt, sync::Arc};

use zenoh::shm::{SegmentID, ShmProvider, ShmProviderBackend};

use super::{
    buffer::ShmBuffer,
    error::ShmError,
    fallback::FallbackReason,
    policy::AllocPolicy,
    pool_core::PoolCore,
    processes::Segment,
    registry::{self, Lease},
    retention_limits::RetentionLimits,
    stats::PoolStats,
};

/// A handle to a shared memory pool, with an allocation policy and retention limits.
///
/// Clones share the pool. A pool lives until the process ends; its file is removed from `/dev/shm` when the process
/// exits normally. For all clones, a pool of this library is replaced by a new one if another program removed its file,
/// or if it is full of messages that receivers do not release ([`RetentionLimits::with_max_stuck`]).
#[derive(Clone)]
pub struct ShmPool {
    source: Source,
    policy: AllocPolicy,
    retention: RetentionLimits,
}

/// The count of messages of a pool whose memory was released because the processes that held them are dead. It does not
/// keep the pool from its next user.
#[derive(Clone, Copy)]
pub(crate) struct RecoveredCount(&'static PoolCore);

impl RecoveredCount {
    pub(crate) fn add(self, messages: u64, bytes: u64) {
        self.0.note_recovered(messages, bytes);
    }
}

#[derive(Clone)]
enum Source {
    Leased(Arc<Lease>),
    Borrowed(&'static PoolCore),
    Unavailable(Arc<ShmError>),
}

impl ShmPool {
    /// Creates a pool with room for one message of `bytes` bytes, or several smaller ones, without other users.
    ///
    /// # Errors
    ///
    /// As [`ShmConfig::pool_of`](super::ShmConfig::pool_of).
    pub fn of(bytes: usize) -> Result<Self, ShmError> {
        let lease = registry::lease(bytes)?;
        Ok(Self::with_source(Source::Leased(Arc::new(lease))))
    }

    /// Creates a pool over a provider of the program, which is kept until the process ends.
    ///
    /// If zenoh cannot allocate at all, this logs a warning, and the pool is unavailable.
    ///
    /// zenoh and this library dereference the pointers that the backend returns: "Soundness" in the
    /// guide, `docs/views-and-loans.md`.
    pub fn new<B>(provider: Arc<ShmProvider<B>>) -> Self
    where
        B: ShmProviderBackend + Send + Sync + 'static,
    {
        match registry::borrow(provider) {
            Ok(core) => Self::with_source(Source::Borrowed(core)),
            Err(error) => {
                error.warn();
                Self::unavailable(Arc::new(error))
            }
        }
    }

    /// Creates a pool whose requests all fail with `FallbackReason::PoolUnavailable`.
    pub(super) fn unavailable(error: Arc<ShmError>) -> Self {
        Self::with_source(Source::Unavailable(error))
    }

    fn with_source(source: Source) -> Self {
        Self {
            source,
            policy: AllocPolicy::default(),
            retention: RetentionLimits::default(),
        }
    }

    /// Sets the allocation policy of this handle.
    #[must_use]
    pub fn with_policy(mut self, policy: AllocPolicy) -> Self {
        self.policy = policy;
        self
    }

    /// Sets the limits on keeping messages in flight of this handle.
    #[must_use]
    pub fn with_retention(mut self, limits: RetentionLimits) -> Self {
        self.retention = limits;
        self
    }

    /// Acquires a buffer of exactly `len` bytes.
    ///
    /// # Errors
    ///
    /// The reason why the message falls back to the heap.
    pub fn acquire(&self, len: usize) -> Result<ShmBuffer, FallbackReason> {
        let core = self.core().ok_or(FallbackReason::PoolUnavailable)?;
        core.acquire(len, self.policy, self.retention).map(ShmBuffer::new)
    }

    /// Returns the size of the largest message that fits into the pool; `None` if the provider does not report it.
    pub fn capacity(&self) -> Option<usize> {
        self.core()?.capacity()
    }

    /// Returns the segment of the pool; `None` if it is not a single file in `/dev/shm`.
    pub(crate) fn segment(&self) -> Option<Segment> {
        self.core()?.segment()
    }

    /// Returns the count of messages that were recovered from dead processes; `None` if the pool is unavailable.
    pub(crate) fn recovered(&self) -> Option<RecoveredCount> {
        self.core().map(RecoveredCount)
    }

    /// Returns why the pool could not be created; `None` if it was created.
    pub fn error(&self) -> Option<&Arc<ShmError>> {
        match &self.source {
            Source::Unavailable(error) => Some(error),
            Source::Leased(_) | Source::Borrowed(_) => None,
        }
    }

    /// Returns the statistics of the pool, over all of its users.
    pub fn stats(&self) -> PoolStats {
        match &self.source {
            Source::Leased(lease) => lease.stats(),
            Source::Borrowed(core) => core.stats(),
            Source::Unavailable(_) => PoolStats::default(),
        }
    }

    /// Returns the allocation policy.
    pub const fn policy(&self) -> AllocPolicy {
        self.policy
    }

    /// Returns the limits on keeping messages in flight.
    pub const fn retention(&self) -> RetentionLimits {
        self.retention
    }

    /// Returns the segment of a pool that may replace another one, or be replaced.
    pub(crate) fn replaceable_segment(&self) -> Option<SegmentID> {
        self.core()?.replaceable_segment()
    }

    pub(super) fn core(&self) -> Option<&'static PoolCore> {
        match &self.source {
            Source::Leased(lease) => Some(lease.pool()),
            Source::Borrowed(core) => Some(core),
            Source::Unavailable(_) => None,
        }
    }
}

impl fmt::Debug for ShmPool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ShmPool")
            .field("capacity", &self.capacity())
            .field("error", &self.error())
            .field("policy", &self.policy)
            .field("retention", &self.retention)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use zenoh::shm::ZShm;

    use super::{
        super::{backend::CdrAlignedBackend, provider_builder::ShmProviderBuilder, test_pool::made},
        *,
    };

    const MIB: usize = 1 << 20;

    fn pool(bytes: usize) -> Option<ShmPool> {
        made(ShmPool::of(bytes))
    }

    /// Returns a message of `len` bytes in flight, as a receiver holds it.
    fn publish(pool: &ShmPool, len: usize) -> Result<ZShm, FallbackReason> {
        let mut buffer = pool.acquire(len)?;
        buffer.fill(0xA5);
        Ok(buffer.into_zshm())
    }

    fn reason<T>(answer: Result<T, FallbackReason>) -> Option<FallbackReason> {
        answer.err()
    }

    /// Polls `condition` until it is true, for at most 5 s.
    fn eventually(mut condition: impl FnMut() -> bool) -> bool {
        let deadline = Instant::now() + Duration::from_secs(5);
        while Instant::now() < deadline {
            if condition() {
                return true;
            }
            std::thread::yield_now();
        }
        false
    }

    #[test]
    fn every_length_is_exact_and_its_body_aligned_new_or_recycled() {
        let Some(pool) = pool(300_000) else { return };
        let mut recycled = 0;
        for len in (1..=4096).chain((1..=4096).rev()) {
            let mut buffer = pool.acquire(len).expect("an idle pool has room");
            assert_eq!(buffer.len(), len);
            assert_eq!(buffer.as_ptr() as usize % 8, 4, "length {len}");
            recycled += usize::from(buffer.is_recycled());
            buffer.fill(1);
            assert_eq!(buffer.into_zshm().len(), len);
        }
        assert!(recycled > 4000, "{recycled}");
    }

    #[test]
    fn shrinking_keeps_the_first_bytes_and_never_grows() {
        let Some(pool) = pool(300_000) else { return };
        let mut buffer = pool.acquire(100).expect("an idle pool has room");
        for (byte, at) in buffer.iter_mut().zip(0..) {
            *byte = at;
        }
        assert!(!buffer.shrink(0) && !buffer.shrink(101));
        assert_eq!(buffer.len(), 100);
        assert!(buffer.shrink(3));
        assert_eq!(*buffer, [0, 1, 2]);
        assert!(!buffer.shrink(4), "the trimmed bytes are not available again");
        assert_eq!(*buffer.into_zshm(), [0, 1, 2]);
    }

    #[test]
    fn a_shrunk_buffer_is_recycled_at_its_full_length() {
        let Some(pool) = pool(300_000) else { return };
        let mut buffer = pool.acquire(2000).expect("an idle pool has room");
        assert!(buffer.shrink(10));
        drop(buffer.into_zshm());
        let again = pool.acquire(2000).expect("an idle pool has room");
        assert!(again.is_recycled());
        assert_eq!(again.len(), 2000);
    }

    #[test]
    fn a_message_as_large_as_the_pool_fits_and_a_larger_one_is_refused_at_once() {
        let Some(pool) = pool(MIB) else { return };
        assert!(pool.acquire(MIB).is_ok());
        let patient = pool.clone().with_policy(AllocPolicy::Block);
        let answer = reason(patient.acquire(MIB + 1));
        assert_eq!(answer, Some(FallbackReason::LargerThanPool));
        assert_eq!(reason(pool.acquire(0)), Some(FallbackReason::BelowThreshold));
    }

    #[test]
    fn a_full_pool_is_a_reason_and_waiting_for_it_ends() {
        let Some(pool) = pool(MIB) else { return };
        let held = publish(&pool, MIB).expect("an idle pool has room");
        let wait = Duration::from_millis(30);
        for (policy, least) in [
            (AllocPolicy::FailFast, Duration::ZERO),
            (AllocPolicy::Collect, Duration::ZERO),
            (AllocPolicy::Wait(wait), wait),
        ] {
            let start = Instant::now();
            let answer = reason(pool.clone().with_policy(policy).acquire(5000));
            assert_eq!(answer, Some(FallbackReason::PoolExhausted), "{policy:?}");
            assert!(start.elapsed() >= least, "{policy:?}");
        }
        drop(held);
        assert!(pool.acquire(5000).is_ok(), "free again after its release");
    }

    #[test]
    fn failing_fast_makes_room_for_the_next_message() {
        let Some(pool) = pool(MIB) else { return };
        let pool = pool.with_policy(AllocPolicy::FailFast);
        drop(publish(&pool, MIB).expect("an idle pool has room"));
        let answer = reason(pool.acquire(5000));
        assert_eq!(answer, Some(FallbackReason::PoolExhausted));
        assert!(pool.acquire(5000).is_ok());
    }

    #[test]
    fn waiting_ends_when_the_receiver_releases() {
        let Some(pool) = pool(MIB) else { return };
        for policy in [AllocPolicy::Wait(Duration::from_secs(60)), AllocPolicy::Block] {
            let held = publish(&pool, MIB).expect("an idle pool has room");
            let waiting = pool.clone().with_policy(policy);
            let waiter = std::thread::spawn(move || waiting.acquire(MIB).map(drop));
            drop(held);
            assert_eq!(waiter.join().expect("no panic"), Ok(()), "{policy:?}");
        }
    }

    #[test]
    fn an_unpublished_buffer_is_freed_on_drop() {
        let Some(pool) = pool(MIB) else { return };
        for round in 0..20 {
            let buffers: Vec<_> = (0..10).map(|_| pool.acquire(MIB / 11)).collect();
            assert!(buffers.iter().all(Result::is_ok), "round {round}");
        }
    }

    #[test]
    fn bytes_in_use_rise_and_fall_and_the_maximum_is_recorded() {
        // No other test has a pool of this size, which may still have messages.
        let Some(pool) = pool(500_321) else { return };
        let buffers = [pool.acquire(100_000), pool.acquire(200_000)];
        let full = pool.stats().bytes_in_use;
        assert!((300_000..300_100).contains(&full), "{full}");
        drop(buffers);
        drop(pool.acquire(8));
        let stats = pool.stats();
        assert!(stats.bytes_in_use < 100, "{stats}");
        assert_eq!(stats.high_water, full);
    }

    #[test]
    fn a_pool_that_nobody_uses_serves_the_next_user_of_its_size() {
        const ODD: usize = 123_457;
        let Some(first) = pool(ODD) else { return };
        let address = first.core().map(std::ptr::from_ref);
        let Some(second) = pool(ODD) else { return };
        assert_ne!(second.core().map(std::ptr::from_ref), address);
        let in_flight = publish(&first, 1000).expect("an idle pool has room");
        drop(first);
        let Some(third) = pool(ODD) else { return };
        assert_eq!(third.core().map(std::ptr::from_ref), address);
        assert!(third.acquire(50_000).is_ok());
        assert!(in_flight.iter().all(|byte| *byte == 0xA5));
    }

    #[test]
    fn many_threads_share_a_pool_without_mixing_messages() {
        let Some(pool) = pool(500_000) else { return };
        std::thread::scope(|scope| {
            for tag in 1..=4_u8 {
                let pool = pool.clone();
                scope.spawn(move || {
                    let mut held = std::collections::VecDeque::new();
                    for round in 0..500_usize {
                        let len = 600 + round * 31 % 4000;
                        let mut buffer = pool.acquire(len).expect("the pool is large enough");
                        buffer.fill(tag);
                        held.push_back(buffer.into_zshm());
                        if held.len() > 8 {
                            let done: Option<ZShm> = held.pop_front();
                            assert!(done.is_some_and(|shm| shm.iter().all(|byte| *byte == tag)));
                        }
                    }
                });
            }
        });
    }

    #[test]
    fn a_provider_of_the_program_is_one_pool_and_gets_its_memory_back() {
        let Some(provider) = made(ShmProviderBuilder::new(MIB).build()) else {
            return;
        };
        let provider = Arc::new(provider);
        let pool = ShmPool::new(provider.clone());
        let most = pool.capacity().expect("the size of a POSIX segment is known");
        let patient = pool.clone().with_policy(AllocPolicy::Block);
        assert_eq!(
            reason(patient.acquire(most + 1)),
            Some(FallbackReason::LargerThanPool)
        );
        drop(
            patient
                .acquire(most)
                .expect("a message of the reported capacity fits"),
        );
        let same = ShmPool::new(provider.clone());
        assert_eq!(
            pool.core().map(std::ptr::from_ref),
            same.core().map(std::ptr::from_ref)
        );
        drop(publish(&pool, MIB).expect("an idle provider has room"));
        // No further message is published: only the maintenance thread can make room for the program.
        assert!(eventually(|| {
            use zenoh::Wait;
            provider.garbage_collect();
            provider.alloc(MIB).wait().is_ok()
        }));
    }

    #[test]
    fn any_backend_can_be_plugged_in() {
        use zenoh::Wait;
        let Some(backend) = made(CdrAlignedBackend::new(MIB)) else {
            return;
        };
        let provider = zenoh::shm::ShmProviderBuilder::backend(backend).wait();
        let pool = ShmPool::new(Arc::new(provider));
        let buffer = pool.acquire(MIB).expect("an idle provider has room");
        assert_eq!(buffer.as_ptr() as usize % 8, 4);
    }

    #[cfg(not(zenoh_1_10))]
    #[test]
    fn memory_of_dead_holders_is_recovered_and_memory_of_this_process_is_not() {
        let Some(pool) = pool(MIB + 8192) else { return };
        let pool = pool.with_retention(RetentionLimits::new().with_max_age(Duration::from_millis(1)));
        let held = publish(&pool, MIB / 2).expect("an idle pool has room");
        let left = publish(&pool, MIB / 3).expect("there is room");
        use super::super::table::Entry;
        let entries = [&held, &left].map(|shm| Entry::of(shm).expect("the buffer has an entry"));
        // Simulates a killed process.
        entries[1].hold();
        drop(left);
        assert!(eventually(|| pool.acquire(MIB / 3).is_ok()), "{}", pool.stats());
        entries[0].starve();
        let reason = |len| reason(pool.acquire(len));
        let deadline = Instant::now() + Duration::from_millis(500);
        while Instant::now() < deadline {
            assert_eq!(reason(MIB * 2 / 3), Some(FallbackReason::PoolExhausted));
        }
        assert!(held.iter().all(|byte| *byte == 0xA5));
        let stats = pool.stats();
        assert_eq!(
            (stats.stuck, stats.recovered, stats.replaced),
            (1, 1, 0),
            "{stats}"
        );
        drop(held);
        assert!(eventually(|| pool.acquire(MIB).is_ok()), "{}", pool.stats());
    }
}
