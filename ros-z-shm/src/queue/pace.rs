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

/// The points of a queue at which it is quick.
const QUICK: u8 = 4;

/// The maximum number of points.
const MOST: u8 = 8;

/// The pace of the samples of a queue: a point for each that came soon; half of the points are lost with one that did not.
#[derive(Debug, Default)]
pub(super) struct Pace(AtomicU8);

impl Pace {
    /// Returns whether the next sample probably comes within [`LOOKING`].
    pub(super) fn is_quick(&self) -> bool {
        self.0.load(Relaxed) >= QUICK && has_other_core()
    }

    /// Records how long a thread has waited for a sample.
    pub(super) fn note(&self, waited: Duration) {
        // Threads may disturb each other, which costs a few microseconds.
        let points = self.0.load(Relaxed);
        let points = if waited < LOOKING {
            points.saturating_add(1).min(MOST)
        } else {
            points / 2
        };
        self.0.store(points, Relaxed);
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

    #[test]
    fn only_samples_that_keep_coming_soon_are_quick() {
        let pace = Pace::default();
        let soon = LOOKING / 2;
        let is_quick = |waits: &[Duration]| {
            waits.iter().for_each(|waited| pace.note(*waited));
            pace.is_quick()
        };
        assert!(!is_quick(&[soon; 3]));
        assert_eq!(is_quick(&[soon; 100]), has_other_core());
        assert_eq!(
            is_quick(&[LOOKING]),
            has_other_core(),
            "one pause is an exception"
        );
        assert!(!is_quick(&[LOOKING]));
        assert!(!is_quick(&[soon]));
    }
}
