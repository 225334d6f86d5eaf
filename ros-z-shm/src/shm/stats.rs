//! Counting what became of messages, and telling it. Counters only; nothing here decides
//! where a message goes.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use super::fallback::{FallbackReason, OncePerReason};

/// Messages and their bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many messages.
    pub messages: u64,
    /// How many bytes they had together.
    pub bytes: u64,
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = if self.messages == 1 { "" } else { "s" };
        write!(f, "{} message{plural}, {}", self.messages, Bytes(self.bytes))
    }
}

/// How a pool is used, at one moment, by everybody on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PoolStats {
    /// The largest message it can hold; `None` where the provider does not say, or there is no pool.
    pub capacity: Option<usize>,
    /// Bytes handed out and not yet collected. A provider of the program does not tell what it
    /// has handed out: there, the bytes kept for messages in flight and for the next ones.
    pub bytes_in_use: usize,
    /// The most bytes in use at a time.
    pub high_water: usize,
    /// Messages kept because a receiver holds them, or they are on their way.
    pub retained: u64,
    /// The bytes of those.
    pub retained_bytes: usize,
    /// Messages written into the buffer of an earlier one, without an allocation.
    pub recycled: u64,
    /// Messages cut loose because a receiver held them for too long.
    pub released_by_age: u64,
    /// Messages that zenoh had invalidated, as it does when this process did not run for 100 ms, and
    /// that were made valid again.
    pub revived: u64,
    /// Messages that zenoh had invalidated, and that could not be revived: a receiver that had not taken
    /// them up lost them.
    pub invalidated: u64,
    /// Messages that were released by age, and whose receivers still hold them or have died: their memory is not free. It
    /// is taken back when no other process has the pool open; as long as one has, nobody can tell.
    pub stuck: u64,
    /// The bytes of those.
    pub stuck_bytes: usize,
    /// Stuck messages whose receivers were found to be dead, and whose memory was taken back.
    pub recovered: u64,
    /// The bytes of those.
    pub recovered_bytes: u64,
    /// How often the pool was replaced by a fresh one.
    pub replaced: u64,
    /// Replaced pools with messages that are still held. What is in use includes them.
    pub retired: u64,
}

impl PoolStats {
    /// The statistics of this pool and of the one that has replaced it, together.
    pub(super) fn replaced_by(self, fresh: Self) -> Self {
        Self {
            capacity: fresh.capacity,
            bytes_in_use: self.bytes_in_use + fresh.bytes_in_use,
            high_water: self.high_water.max(fresh.high_water),
            retained: self.retained + fresh.retained,
            retained_bytes: self.retained_bytes + fresh.retained_bytes,
            recycled: self.recycled + fresh.recycled,
            released_by_age: self.released_by_age + fresh.released_by_age,
            revived: self.revived + fresh.revived,
            invalidated: self.invalidated + fresh.invalidated,
            stuck: self.stuck + fresh.stuck,
            stuck_bytes: self.stuck_bytes + fresh.stuck_bytes,
            recovered: self.recovered + fresh.recovered,
            recovered_bytes: self.recovered_bytes + fresh.recovered_bytes,
            replaced: self.replaced + fresh.replaced + 1,
            retired: self.retired + fresh.retired,
        }
    }
}

impl fmt::Display for PoolStats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} in use", Bytes(self.bytes_in_use as u64))?;
        if let Some(capacity) = self.capacity {
            write!(f, " of {}", Bytes(capacity as u64))?;
        }
        write!(
            f,
            ", {} at most; {} retained ({}), {} recycled, {} released by age, {} revived, {} invalidated",
            Bytes(self.high_water as u64),
            self.retained,
            Bytes(self.retained_bytes as u64),
            self.recycled,
            self.released_by_age,
            self.revived,
            self.invalidated,
        )?;
        write!(
            f,
            "; {} stuck ({}), {} recovered ({}); {} pools replaced, {} of them still held",
            self.stuck,
            Bytes(self.stuck_bytes as u64),
            self.recovered,
            Bytes(self.recovered_bytes),
            self.replaced,
            self.retired,
        )
    }
}

/// What became of the messages of a publisher or a context, at one moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ShmStats {
    shm: Tally,
    heap: Tally,
    spliced: Tally,
    fallbacks: [u64; FallbackReason::COUNT],
    trimmed: u64,
    retried: u64,
    loans_rewritten: u64,
    pool: PoolStats,
}

impl ShmStats {
    /// Messages written into shared memory.
    pub const fn shm(&self) -> Tally {
        self.shm
    }

    /// Messages written into the heap.
    pub const fn heap(&self) -> Tally {
        self.heap
    }

    /// Messages around a payload that was in shared memory already.
    pub const fn spliced(&self) -> Tally {
        self.spliced
    }

    /// How many messages took the heap for `reason`.
    pub const fn fallbacks(&self, reason: FallbackReason) -> u64 {
        self.fallbacks[reason.index()]
    }

    /// How many messages were estimated too large, and trimmed.
    pub const fn trimmed(&self) -> u64 {
        self.trimmed
    }

    /// How many messages were estimated too small, measured, and written again.
    pub const fn retried(&self) -> u64 {
        self.retried
    }

    /// Loans that were copied when they were published, because a changed field did not fit between the large fields.
    pub const fn loans_rewritten(&self) -> u64 {
        self.loans_rewritten
    }

    /// How the pool is used, by this publisher or context and everybody else on it.
    pub const fn pool(&self) -> PoolStats {
        self.pool
    }

    /// Bytes of the pool in use.
    pub const fn bytes_in_use(&self) -> usize {
        self.pool.bytes_in_use
    }

    /// The most bytes of the pool in use at a time.
    pub const fn high_water(&self) -> usize {
        self.pool.high_water
    }

    /// Messages that were released by age, and whose receivers still hold them or have died.
    pub const fn buffers_stuck(&self) -> u64 {
        self.pool.stuck
    }

    /// Buffers that the pool keeps until their receivers let go.
    pub const fn buffers_retained(&self) -> u64 {
        self.pool.retained
    }
}

impl fmt::Display for ShmStats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "shm: {}; heap: {}; spliced: {}",
            self.shm, self.heap, self.spliced
        )?;
        f.write_str("fallbacks:")?;
        let mut separator = " ";
        for reason in FallbackReason::ALL {
            let count = self.fallbacks(reason);
            if count > 0 {
                write!(f, "{separator}{reason} {count}")?;
                separator = ", ";
            }
        }
        if separator == " " {
            f.write_str(" none")?;
        }
        writeln!(f)?;
        writeln!(
            f,
            "sizes: {} trimmed, {} retried; {} loans rewritten",
            self.trimmed, self.retried, self.loans_rewritten
        )?;
        write!(f, "pool: {}", self.pool)
    }
}

/// Counts what becomes of messages; for a publisher, and through it for its context.
#[derive(Debug, Default)]
pub struct StatsCounters {
    shm: TallyCounter,
    heap: TallyCounter,
    spliced: TallyCounter,
    fallbacks: [AtomicU64; FallbackReason::COUNT],
    trimmed: AtomicU64,
    retried: AtomicU64,
    loans_rewritten: AtomicU64,
    warned: OncePerReason,
    parent: Option<Arc<StatsCounters>>,
}

impl StatsCounters {
    /// Counters at zero.
    pub fn new() -> Self {
        Self::default()
    }

    /// Counters at zero; what they count is counted in `parent` as well.
    pub fn with_parent(parent: Arc<StatsCounters>) -> Self {
        Self {
            parent: Some(parent),
            ..Self::default()
        }
    }

    /// Counts a message of `bytes` bytes, written into shared memory.
    pub fn record_shm(&self, bytes: usize) {
        self.each(|counters| counters.shm.add(bytes));
    }

    /// Counts a message of `bytes` bytes around a payload that was in shared memory already.
    pub fn record_spliced(&self, bytes: usize) {
        self.each(|counters| counters.spliced.add(bytes));
    }

    /// Counts a message of `bytes` bytes that took the heap for `reason`.
    ///
    /// `true` the first time that these counters see a reason worth a warning.
    pub fn record_heap(&self, bytes: usize, reason: FallbackReason) -> bool {
        self.each(|counters| {
            counters.heap.add(bytes);
            add_one(&counters.fallbacks[reason.index()]);
        });
        reason.needs_warning() && self.warned.first(reason)
    }

    /// Counts a message that was estimated too large, and trimmed.
    pub fn record_trimmed(&self) {
        self.each(|counters| add_one(&counters.trimmed));
    }

    /// Counts a message that was estimated too small, measured, and written again.
    pub fn record_retried(&self) {
        self.each(|counters| add_one(&counters.retried));
    }

    /// Counts a loan that was copied when it was published.
    pub fn record_loan_rewritten(&self) {
        self.each(|counters| add_one(&counters.loans_rewritten));
    }

    /// What has been counted so far, with the statistics of the pool.
    pub fn snapshot(&self, pool: PoolStats) -> ShmStats {
        ShmStats {
            shm: self.shm.get(),
            heap: self.heap.get(),
            spliced: self.spliced.get(),
            fallbacks: std::array::from_fn(|index| self.fallbacks[index].load(Ordering::Relaxed)),
            trimmed: self.trimmed.load(Ordering::Relaxed),
            retried: self.retried.load(Ordering::Relaxed),
            loans_rewritten: self.loans_rewritten.load(Ordering::Relaxed),
            pool,
        }
    }

    /// Does the same to these counters and those above them.
    fn each(&self, count: impl Fn(&Self)) {
        let mut next = Some(self);
        while let Some(counters) = next {
            count(counters);
            next = counters.parent.as_deref();
        }
    }
}

#[derive(Debug, Default)]
struct TallyCounter {
    messages: AtomicU64,
    bytes: AtomicU64,
}

impl TallyCounter {
    fn add(&self, bytes: usize) {
        add_one(&self.messages);
        self.bytes.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    fn get(&self) -> Tally {
        Tally {
            messages: self.messages.load(Ordering::Relaxed),
            bytes: self.bytes.load(Ordering::Relaxed),
        }
    }
}

fn add_one(counter: &AtomicU64) {
    counter.fetch_add(1, Ordering::Relaxed);
}

/// A number of bytes for people: `512 B`, `1.5 KiB`.
pub(crate) struct Bytes(pub(crate) u64);

impl fmt::Display for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let units = [(1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")];
        match units.into_iter().find(|(unit, _)| self.0 >= *unit) {
            Some((unit, name)) => write!(f, "{:.1} {name}", self.0 as f64 / unit as f64),
            None => write!(f, "{} B", self.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_publishers_messages_count_in_its_context_too() {
        let context = Arc::new(StatsCounters::new());
        let publishers = [1000, 24].map(|bytes| {
            let counters = StatsCounters::with_parent(context.clone());
            counters.record_shm(bytes);
            counters.record_spliced(1);
            counters.record_trimmed();
            counters.record_retried();
            counters.record_loan_rewritten();
            counters
        });
        let one = publishers[0].snapshot(PoolStats::default());
        assert_eq!((one.shm().messages, one.shm().bytes), (1, 1000));
        let all = context.snapshot(PoolStats::default());
        assert_eq!((all.shm().messages, all.shm().bytes), (2, 1024));
        assert_eq!((all.spliced().messages, all.trimmed(), all.retried()), (2, 2, 2));
        assert_eq!((one.loans_rewritten(), all.loans_rewritten()), (1, 2));
    }

    #[test]
    fn a_fallback_is_a_heap_message_with_its_reason() {
        let counters = StatsCounters::new();
        counters.record_heap(10, FallbackReason::PoolExhausted);
        counters.record_heap(20, FallbackReason::PoolExhausted);
        counters.record_heap(3, FallbackReason::BelowThreshold);
        let stats = counters.snapshot(PoolStats::default());
        assert_eq!((stats.heap().messages, stats.heap().bytes), (3, 33));
        assert_eq!(stats.fallbacks(FallbackReason::PoolExhausted), 2);
        assert_eq!(stats.fallbacks(FallbackReason::BelowThreshold), 1);
        assert_eq!(stats.fallbacks(FallbackReason::Disabled), 0);
    }

    #[test]
    fn a_warning_is_due_once_per_reason_that_is_not_wanted() {
        let counters = StatsCounters::new();
        assert!(counters.record_heap(1, FallbackReason::PoolExhausted));
        assert!(!counters.record_heap(1, FallbackReason::PoolExhausted));
        assert!(counters.record_heap(1, FallbackReason::LargerThanPool));
        assert!(!counters.record_heap(1, FallbackReason::BelowThreshold));
    }

    #[test]
    fn the_text_tells_paths_reasons_and_pool() {
        let counters = StatsCounters::new();
        counters.record_shm(3 << 20);
        counters.record_heap(100, FallbackReason::BelowThreshold);
        counters.record_heap(1436, FallbackReason::PoolExhausted);
        let text = counters.snapshot(PoolStats::default()).to_string();
        let expected = "\
shm: 1 message, 3.0 MiB; heap: 2 messages, 1.5 KiB; spliced: 0 messages, 0 B
fallbacks: below the threshold 1, pool exhausted 1
sizes: 0 trimmed, 0 retried; 0 loans rewritten
pool: 0 B in use, 0 B at most; 0 retained (0 B), 0 recycled, 0 released by age, 0 revived, 0 invalidated; \
0 stuck (0 B), 0 recovered (0 B); 0 pools replaced, 0 of them still held";
        assert_eq!(text, expected);
    }

    #[test]
    fn without_fallbacks_the_text_says_none() {
        let text = ShmStats::default().to_string();
        assert!(text.contains("fallbacks: none\n"), "{text}");
    }
}
