//! The turns of a background thread, which end at a normal exit: zenoh destroys its statics next, and a thread that
//! uses them later panics.

use std::{
    mem,
    sync::{Mutex, MutexGuard, PoisonError, TryLockError},
    thread,
    time::{Duration, Instant},
};

/// The longest wait for a running turn at exit.
const LONGEST: Duration = Duration::from_secs(1);

/// The interval at which the exit handler checks for the end of a turn.
const INTERVAL: Duration = Duration::from_millis(1);

/// Locked during each turn of a thread.
#[derive(Debug, Default)]
pub(super) struct BackgroundTurn(Mutex<()>);

impl BackgroundTurn {
    /// Begins a turn, which lasts until the guard is dropped. After [`end`](Self::end), waits until the process has
    /// ended, so the caller must have no locks.
    pub(super) fn begin(&self) -> MutexGuard<'_, ()> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Prevents further turns. Waits for the end of a running one, at most for [`LONGEST`].
    #[cfg_attr(
        not(unix),
        expect(dead_code, reason = "there are no exit handlers on other systems")
    )]
    pub(super) fn end(&self) {
        let start = Instant::now();
        while start.elapsed() < LONGEST {
            match self.0.try_lock() {
                // The thread waits for it until the process has ended.
                Ok(turn) => return mem::forget(turn),
                Err(TryLockError::Poisoned(turn)) => return mem::forget(turn.into_inner()),
                Err(TryLockError::WouldBlock) => thread::sleep(INTERVAL),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    };

    #[test]
    fn no_turn_begins_after_the_end() {
        let turn = Arc::new(BackgroundTurn::default());
        let turns = Arc::new(AtomicUsize::new(0));
        let (of_thread, counted) = (turn.clone(), turns.clone());
        let thread = thread::spawn(move || {
            loop {
                let turn = of_thread.begin();
                counted.fetch_add(1, Ordering::SeqCst);
                drop(turn);
                thread::yield_now();
            }
        });
        while turns.load(Ordering::SeqCst) == 0 {
            thread::yield_now();
        }
        turn.end();
        let last = turns.load(Ordering::SeqCst);
        (0..1000).for_each(|_| thread::yield_now());
        assert_eq!(turns.load(Ordering::SeqCst), last);
        assert!(!thread.is_finished());
    }
}
