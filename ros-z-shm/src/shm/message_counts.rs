//! Numbers of messages by path, and their sum over the process: of all counters without a parent, also of those that
//! were dropped.

use super::fallback::FallbackReason;
use super::stats::{PoolStats, ShmStats, Tally};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

/// The numbers of one publisher, client, server or context.
#[derive(Debug, Default)]
pub(super) struct MessageCounts {
    shm: TallyCounter,
    heap: TallyCounter,
    spliced: TallyCounter,
    fallbacks: [AtomicU64; FallbackReason::COUNT],
    trimmed: AtomicU64,
    retried: AtomicU64,
    loans_rewritten: AtomicU64,
    /// Whether the sum of the process includes them.
    is_in_sum: bool,
}

/// The numbers without a parent, from which the sum is computed when it is asked for: counting a message does not
/// touch a number that all publishers share.
struct OfProcess {
    current: Vec<Weak<MessageCounts>>,
    /// The sum of those that were dropped.
    past: ShmStats,
}

static OF_PROCESS: Mutex<OfProcess> = Mutex::new(OfProcess {
    current: Vec::new(),
    past: ShmStats {
        shm: Tally {
            messages: 0,
            bytes: 0,
        },
        heap: Tally {
            messages: 0,
            bytes: 0,
        },
        spliced: Tally {
            messages: 0,
            bytes: 0,
        },
        fallbacks: [0; FallbackReason::COUNT],
        trimmed: 0,
        retried: 0,
        loans_rewritten: 0,
        pool: PoolStats::NONE,
    },
});

fn of_process() -> MutexGuard<'static, OfProcess> {
    OF_PROCESS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Returns the counts of all messages of this process, without a pool.
pub(super) fn sum_of_process() -> ShmStats {
    let process = of_process();
    let mut sum = process.past;
    let current: Vec<_> = process.current.iter().filter_map(Weak::upgrade).collect();
    drop(process);
    for counts in &current {
        add(&mut sum, &counts.get());
    }
    sum
}

impl MessageCounts {
    /// Creates numbers at zero that are part of the sum of the process.
    pub(super) fn of_process() -> Arc<Self> {
        let mut counts = Self::default();
        counts.is_in_sum = true;
        let counts = Arc::new(counts);
        let mut process = of_process();
        process.current.retain(|counts| counts.strong_count() > 0);
        process.current.push(Arc::downgrade(&counts));
        counts
    }

    pub(super) fn add_shm(&self, bytes: usize) {
        self.shm.add(bytes);
    }

    pub(super) fn add_spliced(&self, bytes: usize) {
        self.spliced.add(bytes);
    }

    pub(super) fn add_heap(&self, bytes: usize, reason: FallbackReason) {
        self.heap.add(bytes);
        add_one(&self.fallbacks[reason.index()]);
    }

    pub(super) fn add_trimmed(&self) {
        add_one(&self.trimmed);
    }

    pub(super) fn add_retried(&self) {
        add_one(&self.retried);
    }

    pub(super) fn add_loan_rewritten(&self) {
        add_one(&self.loans_rewritten);
    }

    /// Returns the numbers so far, without a pool.
    pub(super) fn get(&self) -> ShmStats {
        ShmStats {
            shm: self.shm.get(),
            heap: self.heap.get(),
            spliced: self.spliced.get(),
            fallbacks: std::array::from_fn(|index| self.fallbacks[index].load(Ordering::Relaxed)),
            trimmed: self.trimmed.load(Ordering::Relaxed),
            retried: self.retried.load(Ordering::Relaxed),
            loans_rewritten: self.loans_rewritten.load(Ordering::Relaxed),
            pool: PoolStats::NONE,
        }
    }
}

impl Drop for MessageCounts {
    fn drop(&mut self) {
        if self.is_in_sum {
            add(&mut of_process().past, &self.get());
        }
    }
}

fn add(sum: &mut ShmStats, more: &ShmStats) {
    for (sum, more) in [
        (&mut sum.shm, more.shm),
        (&mut sum.heap, more.heap),
        (&mut sum.spliced, more.spliced),
    ] {
        sum.messages += more.messages;
        sum.bytes += more.bytes;
    }
    for (sum, more) in sum.fallbacks.iter_mut().zip(more.fallbacks) {
        *sum += more;
    }
    sum.trimmed += more.trimmed;
    sum.retried += more.retried;
    sum.loans_rewritten += more.loans_rewritten;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shm::StatsCounters;

    /// A reason that no other test of this crate counts.
    const RARE: FallbackReason = FallbackReason::AllocatorFailed;

    #[test]
    fn the_sum_of_the_process_includes_counters_that_were_dropped_and_each_message_once() {
        let before = sum_of_process().fallbacks(RARE);
        let context = Arc::new(StatsCounters::new());
        let publisher = StatsCounters::with_parent(context.clone());
        let alone = StatsCounters::new();
        for counters in [&publisher, &alone] {
            counters.record_heap(10, RARE);
        }
        assert_eq!(sum_of_process().fallbacks(RARE), before + 2);
        drop((publisher, alone, context));
        assert_eq!(sum_of_process().fallbacks(RARE), before + 2);
    }
}
