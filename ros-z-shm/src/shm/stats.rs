//! Counts messages by path, and prints the counts. Other files decide the path of a message. `message_counts` has the
//! numbers themselves, and their sums.

use super::fallback::{FallbackReason, OncePerReason};
use super::message_counts::{MessageCounts, of_process};
use std::fmt;
use std::sync::Arc;

/// A number of messages, and of their bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Tally {
    /// The number of messages.
    pub messages: u64,
    /// The sum of their lengths in bytes.
    pub bytes: u64,
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = if self.messages == 1 { "" } else { "s" };
        write!(f, "{} message{plural}, {}", self.messages, Bytes(self.bytes))
    }
}

/// A snapshot of a pool's state, over all of its publishers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PoolStats {
    /// The largest message that fits into it; `None` if the provider does not report it, or if there is no
    /// pool.
    pub capacity: Option<usize>,
    /// Bytes allocated and not yet collected. A provider of the program does not report its allocations; for
    /// such a provider, the bytes kept for messages in flight and for reuse.
    pub bytes_in_use: usize,
    /// The maximum of the bytes in use.
    pub high_water: usize,
    /// Messages in flight, which the pool keeps.
    pub retained: u64,
    /// Their bytes.
    pub retained_bytes: usize,
    /// Messages written into the buffer of an earlier message, without an allocation.
    pub recycled: u64,
    /// Messages that the pool stopped keeping because a receiver held them for too long.
    pub released_by_age: u64,
    /// Messages that zenoh invalidated, for example because this process was suspended for 100 ms, and that
    /// the pool restored.
    pub revived: u64,
    /// Messages that zenoh invalidated and the pool could not restore. Receivers that had not yet received
    /// them lost them.
    pub invalidated: u64,
    /// Messages that were released by age, and whose receivers still hold them or have died, so their memory
    /// is not free. The pool reclaims it when no other process has the pool open; before that, dead and slow
    /// receivers cannot be distinguished.
    pub stuck: u64,
    /// Their bytes.
    pub stuck_bytes: usize,
    /// Messages of dead receivers whose memory was reclaimed: stuck ones, and those that a receiver held through a
    /// local lane when it died.
    pub recovered: u64,
    /// Their bytes.
    pub recovered_bytes: u64,
    /// The number of times that the pool was replaced by a new one.
    pub replaced: u64,
    /// Replaced pools with messages that receivers still hold. `bytes_in_use` includes them.
    pub retired: u64,
}

impl PoolStats {
    /// Returns the sum of the statistics of this pool and of its replacement.
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

/// A snapshot of the counts of the messages of a publisher, client, server or context, and of their pool.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ShmStats {
    pub(super) shm: Tally,
    pub(super) heap: Tally,
    pub(super) spliced: Tally,
    pub(super) fallbacks: [u64; FallbackReason::COUNT],
    pub(super) trimmed: u64,
    pub(super) retried: u64,
    pub(super) loans_rewritten: u64,
    pub(super) pool: PoolStats,
}

impl ShmStats {
    /// Returns the messages that were written into shared memory.
    pub const fn shm(&self) -> Tally {
        self.shm
    }

    /// Returns the messages that were written into the heap.
    pub const fn heap(&self) -> Tally {
        self.heap
    }

    /// Returns the messages with a field that was in shared memory already and was not copied.
    pub const fn spliced(&self) -> Tally {
        self.spliced
    }

    /// Returns the number of messages that fell back to the heap for `reason`.
    pub const fn fallbacks(&self, reason: FallbackReason) -> u64 {
        self.fallbacks[reason.index()]
    }

    /// Returns the number of messages whose size estimate was too large, and whose buffer was trimmed.
    pub const fn trimmed(&self) -> u64 {
        self.trimmed
    }

    /// Returns the number of messages whose size estimate was too small, and that were measured and written
    /// again.
    pub const fn retried(&self) -> u64 {
        self.retried
    }

    /// Returns how many loans were copied when they were published, because a changed field did not fit between the large fields.
    pub const fn loans_rewritten(&self) -> u64 {
        self.loans_rewritten
    }

    /// Returns the state of the pool, over all of its publishers.
    pub const fn pool(&self) -> PoolStats {
        self.pool
    }

    /// Returns the bytes of the pool in use.
    pub const fn bytes_in_use(&self) -> usize {
        self.pool.bytes_in_use
    }

    /// Returns the maximum of the bytes of the pool in use.
    pub const fn high_water(&self) -> usize {
        self.pool.high_water
    }

    /// Returns the number of messages that were released by age, and whose receivers still hold them or have
    /// died.
    pub const fn buffers_stuck(&self) -> u64 {
        self.pool.stuck
    }

    /// Returns the number of buffers that the pool keeps until their receivers release them.
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
        for &reason in FallbackReason::ALL {
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

/// Counts the messages of a publisher, and of its context.
#[derive(Debug)]
pub struct StatsCounters {
    counts: Arc<MessageCounts>,
    warned: OncePerReason,
    parent: Option<Arc<StatsCounters>>,
}

impl Default for StatsCounters {
    fn default() -> Self {
        Self::new()
    }
}

impl StatsCounters {
    /// Creates counters at zero. They are part of the sum of the process.
    pub fn new() -> Self {
        Self {
            counts: of_process().start_part(),
            warned: OncePerReason::default(),
            parent: None,
        }
    }

    /// Creates counters at zero, which also count in `parent`.
    pub fn with_parent(parent: Arc<StatsCounters>) -> Self {
        Self {
            counts: parent.counts.start_part(),
            warned: OncePerReason::default(),
            parent: Some(parent),
        }
    }

    /// Counts a message of `bytes` bytes in shared memory.
    pub fn record_shm(&self, bytes: usize) {
        self.counts.add_shm(bytes);
    }

    /// Counts a message of `bytes` bytes with a field that was in shared memory already.
    pub fn record_spliced(&self, bytes: usize) {
        self.counts.add_spliced(bytes);
    }

    /// Counts a message of `bytes` bytes that fell back to the heap for `reason`.
    ///
    /// Returns `true` the first time that these counters see a reason that needs a warning.
    pub fn record_heap(&self, bytes: usize, reason: FallbackReason) -> bool {
        self.counts.add_heap(bytes, reason);
        reason.needs_warning() && self.warned.is_first(reason)
    }

    /// Counts a message whose size estimate was too large.
    pub fn record_trimmed(&self) {
        self.counts.add_trimmed();
    }

    /// Counts a message whose size estimate was too small.
    pub fn record_retried(&self) {
        self.counts.add_retried();
    }

    /// Counts a loan that was copied when it was published.
    pub fn record_loan_rewritten(&self) {
        self.counts.add_loan_rewritten();
    }

    /// Returns the counts so far, with the statistics of the pool.
    pub fn snapshot(&self, pool: PoolStats) -> ShmStats {
        ShmStats {
            pool,
            ..self.counts.sum()
        }
    }
}

impl Drop for StatsCounters {
    fn drop(&mut self) {
        let whole = self.parent.as_ref().map_or(of_process(), |parent| &parent.counts);
        whole.end_part(&self.counts);
    }
}

/// Prints a number of bytes as `512 B` or `1.5 KiB`.
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
    fn messages_of_a_publisher_also_count_in_its_context() {
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
    fn a_fallback_is_counted_as_a_heap_message_with_its_reason() {
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
    fn a_reason_that_is_not_configured_needs_one_warning() {
        let counters = StatsCounters::new();
        assert!(counters.record_heap(1, FallbackReason::PoolExhausted));
        assert!(!counters.record_heap(1, FallbackReason::PoolExhausted));
        assert!(counters.record_heap(1, FallbackReason::LargerThanPool));
        assert!(!counters.record_heap(1, FallbackReason::BelowThreshold));
    }

    #[test]
    fn the_text_contains_paths_reasons_and_pool() {
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
