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

/// The number of samples that have to come soon before a thread looks for the next one.
const FEWEST: u8 = 4;

/// The number of times in succession in vain, after which a thread looks no more rarely.
const MOST_IN_VAIN: u8 = 6;

/// The pace of the samples of a queue: a point for each sample that came soon; half of the points are lost each time that a
/// thread looks in vain.
///
/// If a thread looks in vain several times in succession, the publisher may need its core: twice as many points are
/// necessary each time.
#[derive(Debug, Default)]
pub(super) struct Pace {
    points: AtomicU8,
    /// The number of times in succession that a thread has looked in vain.
    in_vain: AtomicU8,
}

impl Pace {
    /// Returns whether the next sample probably comes within [`LOOKING`].
    pub(super) fn is_quick(&self) -> bool {
        let necessary = necessary(self.in_vain.load(Relaxed));
        self.points.load(Relaxed) >= necessary && has_other_core()
    }

    /// Records how long a thread has waited for a sample, and whether it has looked for it. Threads may disturb each other,
    /// which costs a few microseconds.
    pub(super) fn note(&self, waited: Duration, has_looked: bool) {
        let (points, in_vain) = (self.points.load(Relaxed), self.in_vain.load(Relaxed));
        let is_soon = waited < LOOKING;
        let in_vain = match (has_looked, is_soon) {
            (false, _) => in_vain,
            (true, true) => 0,
            (true, false) => (in_vain + 1).min(MOST_IN_VAIN),
        };
        let points = if is_soon {
            points.saturating_add(1).min(necessary(in_vain).saturating_mul(2))
        } else if has_looked {
            points / 2
        } else {
            points
        };
        self.in_vain.store(in_vain, Relaxed);
        self.points.store(points, Relaxed);
    }
}

/// Returns the number of points that are necessary. One time in vain is an exception.
fn necessary(in_vain: u8) -> u8 {
    FEWEST << in_vain.saturating_sub(1)
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

    /// Waits as the queue does, and returns how often a thread has looked.
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
        assert_eq!(looks(&pace, 1, |_| LOOKING), expected.min(1));
        assert_eq!(looks(&pace, 1000, soon), expected, "one pause is an exception");
        looks(&pace, 2, |_| LOOKING);
        assert_eq!(looks(&pace, 2, soon), 0, "after a pause");
        assert!(looks(&pace, 1000, soon) >= expected * 9 / 10);
    }

    #[test]
    fn a_thread_that_looks_in_vain_looks_rarely() {
        let pace = Pace::default();
        // The publisher runs on the core of the thread, and only when that sleeps.
        let count = looks(&pace, 10_000, |looks| if looks { LOOKING } else { LOOKING / 5 });
        assert!(count < 200, "{count}");
        // Later it has its own core.
        let count = looks(&pace, 10_000, |_| LOOKING / 5);
        assert!(count > 9_800 || !has_other_core(), "{count}");
    }
}
