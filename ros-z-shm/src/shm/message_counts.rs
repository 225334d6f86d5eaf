//! Numbers of messages by path. The numbers of a context, and of the process, are computed when they are asked for:
//! counting a message changes only numbers of its publisher.

use super::fallback::FallbackReason;
use super::stats::{ShmStats, Tally};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};

/// The numbers of one publisher, client, server or context, or of the process.
#[derive(Debug, Default)]
pub(super) struct MessageCounts {
    shm: TallyCounter,
    spliced: TallyCounter,
    heap_bytes: AtomicU64,
    /// Every message on the heap has one reason.
    fallbacks: [AtomicU64; FallbackReason::COUNT],
    trimmed: AtomicU64,
    retried: AtomicU64,
    loans_rewritten: AtomicU64,
    parts: Mutex<Parts>,
}

/// The numbers that a sum includes, for example those of the publishers of a context.
#[derive(Debug, Default)]
struct Parts {
    current: Vec<Arc<MessageCounts>>,
    /// The sum of those that have ended.
    past: ShmStats,
}

static OF_PROCESS: LazyLock<Arc<MessageCounts>> = LazyLock::new(Arc::default);

/// Returns the numbers of the process.
pub(super) fn of_process() -> &'static Arc<MessageCounts> {
    &OF_PROCESS
}

impl MessageCounts {
    /// Creates numbers at zero that are part of these until [`end_part`](Self::end_part).
    pub(super) fn start_part(&self) -> Arc<Self> {
        let part = Arc::<Self>::default();
        self.parts().current.push(part.clone());
        part
    }

    /// Removes numbers that [`start_part`](Self::start_part) created. The sum still includes what they have counted.
    pub(super) fn end_part(&self, part: &Arc<Self>) {
        let mut parts = self.parts();
        if let Some(index) = parts
            .current
            .iter()
            .position(|current| Arc::ptr_eq(current, part))
        {
            parts.current.swap_remove(index);
            add(&mut parts.past, &part.sum());
        }
    }

    fn parts(&self) -> MutexGuard<'_, Parts> {
        self.parts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn add_shm(&self, bytes: usize) {
        self.shm.add(bytes);
    }

    pub(super) fn add_spliced(&self, bytes: usize) {
        self.spliced.add(bytes);
    }

    pub(super) fn add_heap(&self, bytes: usize, reason: FallbackReason) {
        self.heap_bytes.fetch_add(bytes as u64, Ordering::Relaxed);
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

    /// Returns the numbers so far, with those of all parts, and without a pool.
    pub(super) fn sum(&self) -> ShmStats {
        let parts = self.parts();
        let mut sum = self.own();
        add(&mut sum, &parts.past);
        for part in &parts.current {
            add(&mut sum, &part.sum());
        }
        sum
    }

    fn own(&self) -> ShmStats {
        let fallbacks = std::array::from_fn(|index| self.fallbacks[index].load(Ordering::Relaxed));
        ShmStats {
            shm: self.shm.get(),
            heap: Tally {
                messages: fallbacks.iter().sum(),
                bytes: self.heap_bytes.load(Ordering::Relaxed),
            },
            spliced: self.spliced.get(),
            fallbacks,
            trimmed: self.trimmed.load(Ordering::Relaxed),
            retried: self.retried.load(Ordering::Relaxed),
            loans_rewritten: self.loans_rewritten.load(Ordering::Relaxed),
            ..ShmStats::default()
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
        let before = of_process().sum().fallbacks(RARE);
        let context = Arc::new(StatsCounters::new());
        let publisher = StatsCounters::with_parent(context.clone());
        let alone = StatsCounters::new();
        for counters in [&publisher, &alone] {
            counters.record_heap(10, RARE);
        }
        assert_eq!(of_process().sum().fallbacks(RARE), before + 2);
        drop((publisher, alone, context));
        assert_eq!(of_process().sum().fallbacks(RARE), before + 2);
    }
}
