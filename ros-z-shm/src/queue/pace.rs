//! Decides whether a thread that waits for a sample looks again and again for a while before it sleeps.
//!
//! To sleep and to be woken takes several microseconds, also of the publisher's time, and tens of microseconds if the core
//! has gone idle. If the samples come faster than that, to sleep costs more than to look. So a thread looks for about that
//! time, but only while most of the last samples came within it.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicU8, Ordering::Relaxed};
use std::thread;
use std::time::Duration;

/// How long a thread looks before it sleeps.
pub(super) const LOOKING: Duration = Duration::from_micros(50);

/// A longer wait is a pause of the publisher.
const PAUSE: Duration = Duration::from_micros(200);

/// The number of samples in succession that have to come soon before a thread looks for the next one.
const FEWEST: u8 = 4;

/// The maximum of that number.
const MOST: u8 = 128;

/// The pace of the samples of a queue.
///
/// Each time that a thread has looked in vain, and the sample came when it slept, twice as many samples have to come soon
/// before it looks again: the publisher may need its core.
#[derive(Debug)]
pub(super) struct Pace {
    /// The number of samples in succession that have come soon.
    soon: AtomicU8,
    /// The number of them that is necessary.
    necessary: AtomicU8,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            soon: AtomicU8::new(0),
            necessary: AtomicU8::new(FEWEST),
        }
    }
}

impl Pace {
    /// Returns whether the next sample probably comes within [`LOOKING`].
    pub(super) fn is_quick(&self) -> bool {
        self.soon.load(Relaxed) >= self.necessary.load(Relaxed) && has_other_core()
    }

    /// Records how long a thread has waited for a sample, and whether it has looked for it. Threads may disturb each other,
    /// which costs a few microseconds.
    pub(super) fn note(&self, waited: Duration, has_looked: bool) {
        let (soon, necessary) = (self.soon.load(Relaxed), self.necessary.load(Relaxed));
        let is_soon = waited < LOOKING;
        let soon = if is_soon { soon.saturating_add(1) } else { 0 };
        self.soon.store(soon, Relaxed);
        if has_looked {
            let necessary = if is_soon {
                necessary.saturating_sub(1).max(FEWEST)
            } else if waited < PAUSE {
                necessary.saturating_mul(2).min(MOST)
            } else {
                necessary
            };
            self.necessary.store(necessary, Relaxed);
        }
    }
}

/// Returns whether the publisher can run while this thread looks.
fn has_other_core() -> bool {
    static HAS_OTHER: LazyLock<bool> =
        LazyLock::new(|| thread::available_parallelism().is_ok_and(|cores| cores.get() > 1));
    *HAS_OTHER
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Waits as often, as the queue does, and returns how often a thread has looked.
    fn looks(pace: &Pace, times: usize, waited: impl Fn(bool) -> Duration) -> usize {
        let look = |_| {
            let looks = pace.is_quick();
            pace.note(waited(looks), looks);
            usize::from(looks)
        };
        (0..times).map(look).sum()
    }

    #[test]
    fn a_thread_looks_while_samples_keep_coming_soon() {
        let pace = Pace::default();
        let soon = |_| LOOKING / 2;
        assert_eq!(looks(&pace, usize::from(FEWEST), soon), 0);
        let expected = if has_other_core() { 1000 } else { 0 };
        assert_eq!(looks(&pace, 1000, soon), expected);
        assert_eq!(looks(&pace, 1, |_| PAUSE), expected.min(1));
        assert_eq!(looks(&pace, usize::from(FEWEST), soon), 0, "after a pause");
        assert_eq!(looks(&pace, 1000, soon), expected);
    }

    #[test]
    fn a_thread_that_looks_in_vain_looks_rarely() {
        let pace = Pace::default();
        // The publisher runs on the core of the thread, and only when that sleeps.
        let count = looks(&pace, 10_000, |looks| if looks { LOOKING } else { LOOKING / 5 });
        assert!(count < 100, "{count}");
        // Later it has its own core.
        let count = looks(&pace, 10_000, |_| LOOKING / 5);
        assert!(count > 9_800 || !has_other_core(), "{count}");
    }
}
