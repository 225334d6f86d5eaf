//! Decides whether a thread that waits for a sample looks again and again for a while before it sleeps, or yields its core.
//!
//! To sleep and to be woken takes several microseconds, also of the publisher's time, and tens of microseconds if the core
//! has gone idle. If the samples come faster than that, to sleep costs more than to look. So a thread looks for about that
//! time, but only while most of the last samples came within it.
//!
//! If the publisher or other subscribers need the core, a thread that looks keeps them from running. Then it yields once: it
//! goes on after them, takes all samples that have come meanwhile, and nobody has to wake it for each of them.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicU8, Ordering::Relaxed};
use std::thread;
use std::time::Duration;

/// How long a thread looks before it sleeps.
pub(super) const LOOKING: Duration = Duration::from_micros(50);

/// The longest time for which other threads may use the core after a thread has yielded it once. If they use it for longer,
/// a thread that is woken runs sooner.
pub(super) const YIELDING: Duration = Duration::from_millis(1);

/// The number of samples that have to come soon before a thread looks for the next one, or yields.
const FEWEST: u8 = 4;

/// While all threads that yield find samples, only one yield of so many is timed, because it takes time to read the time twice.
const TIMED: u8 = 8;

/// The number of times in succession in vain, after which a thread tries no more rarely.
const MOST_IN_VAIN: u8 = 6;

/// The pace of the samples of a queue.
#[derive(Debug, Default)]
pub(super) struct Pace {
    looking: Habit,
    yielding: Habit,
    /// Counts the yields.
    yields: AtomicU8,
}

impl Pace {
    /// Returns whether the next sample probably comes within [`LOOKING`].
    pub(super) fn is_quick(&self) -> bool {
        self.looking.is_due() && has_other_core()
    }

    /// Returns whether the next sample is probably there after other threads have used the core.
    pub(super) fn yields(&self) -> bool {
        self.yielding.is_due()
    }

    /// Returns whether to measure how long the next yield takes. One that is not measured is [recorded](Self::note_yield) only if it
    /// is in vain.
    pub(super) fn times_yield(&self) -> bool {
        let nth = self.yields.load(Relaxed).wrapping_add(1);
        self.yields.store(nth, Relaxed);
        nth.is_multiple_of(TIMED) || !self.yielding.is_sure()
    }

    /// Records whether a sample was there in time after a thread had yielded.
    pub(super) fn note_yield(&self, is_in_time: bool) {
        self.yielding.note(is_in_time, true);
    }

    /// Records how long a thread has waited for a sample, and whether it has looked for it.
    pub(super) fn note(&self, waited: Duration, has_looked: bool) {
        let is_soon = waited < LOOKING;
        self.looking.note(is_soon, has_looked);
        self.yielding.note(is_soon, false);
    }
}

/// Decides whether a thread tries something else instead of sleeping. Each sample that came soon adds a point. Each time
/// that a thread has tried in vain, half of the points are lost.
///
/// If threads try in vain several times in succession, twice as many points are necessary each time. Threads may disturb each
/// other, which costs a few microseconds.
#[derive(Debug, Default)]
struct Habit {
    points: AtomicU8,
    /// The number of times in succession that a thread has tried in vain.
    in_vain: AtomicU8,
}

impl Habit {
    fn is_due(&self) -> bool {
        self.points.load(Relaxed) >= necessary(self.in_vain.load(Relaxed))
    }

    /// Returns whether no thread has tried in vain for some time.
    fn is_sure(&self) -> bool {
        self.in_vain.load(Relaxed) == 0 && self.points.load(Relaxed) >= most(0)
    }

    /// Records whether a sample came soon, and whether a thread has tried.
    fn note(&self, is_soon: bool, has_tried: bool) {
        let (points, in_vain) = (self.points.load(Relaxed), self.in_vain.load(Relaxed));
        let in_vain = match (has_tried, is_soon) {
            (false, _) => in_vain,
            (true, true) => 0,
            (true, false) => (in_vain + 1).min(MOST_IN_VAIN),
        };
        let points = match (is_soon, has_tried) {
            (true, _) => points.saturating_add(1).min(most(in_vain)),
            (false, true) => points / 2,
            (false, false) => points,
        };
        self.in_vain.store(in_vain, Relaxed);
        self.points.store(points, Relaxed);
    }
}

/// Returns the number of points that are necessary. One time in vain is an exception.
fn necessary(in_vain: u8) -> u8 {
    FEWEST << in_vain.saturating_sub(1)
}

/// Returns the maximum number of points.
fn most(in_vain: u8) -> u8 {
    necessary(in_vain).saturating_mul(2)
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
    fn a_thread_yields_while_that_finds_samples_in_time() {
        let pace = Pace::default();
        let soon = |times| _ = looks(&pace, times, |_| LOOKING / 2);
        assert!(!pace.yields());
        soon(usize::from(FEWEST));
        assert!(pace.yields());
        for _ in 0..100 {
            pace.note_yield(true);
            assert!(pace.yields());
        }
        // The publisher has another core, or other threads use this one.
        let mut in_vain = 0;
        for _ in 0..10_000 {
            if pace.yields() {
                pace.note_yield(false);
                in_vain += 1;
            }
            soon(1);
        }
        assert!(in_vain < 250, "{in_vain}");
        assert!(
            pace.is_quick() || !has_other_core(),
            "a thread may look even if yielding is in vain"
        );
    }

    #[test]
    fn one_yield_of_eight_is_timed_while_all_find_samples_in_time() {
        let pace = Pace::default();
        let timed = |times: usize| (0..times).filter(|_| pace.times_yield()).count();
        assert_eq!(timed(80), 80, "nothing is known");
        (0..most(0)).for_each(|_| pace.note_yield(true));
        assert_eq!(timed(80), 80 / usize::from(TIMED));
        pace.note_yield(false);
        assert_eq!(timed(80), 80, "after one in vain");
        (0..100).for_each(|_| pace.note(LOOKING / 2, false));
        assert_eq!(timed(80), 80, "no thread has yielded since");
        (0..most(0)).for_each(|_| pace.note_yield(true));
        assert_eq!(timed(80), 80 / usize::from(TIMED));
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
