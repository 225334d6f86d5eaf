//! The end of a command that runs until Ctrl-C or until its time is over.

use crate::exit::Result;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The exit code of a command that is interrupted twice: the one that shells use for SIGINT.
const INTERRUPTED: i32 = 130;

/// Whether a command should end.
#[derive(Clone)]
pub(crate) struct Stop {
    signal: Arc<Signal>,
    deadline: Option<Instant>,
}

#[derive(Default)]
struct Signal {
    is_set: AtomicBool,
    lock: Mutex<()>,
    changed: Condvar,
}

impl Stop {
    /// Ends at Ctrl-C or SIGTERM, and after `duration`. A second signal ends the process at once. May be called once in a process.
    pub(crate) fn at_signal_or_after(duration: Option<Duration>) -> Result<Self> {
        let signal = Arc::new(Signal::default());
        let handled = signal.clone();
        ctrlc::set_handler(move || {
            if handled.is_set.swap(true, Ordering::Relaxed) {
                // The command did not end after the first signal: it waits for something that does not happen.
                std::process::exit(INTERRUPTED);
            }
            let _guard = handled.lock.lock().unwrap_or_else(PoisonError::into_inner);
            handled.changed.notify_all();
        })?;
        Ok(Self {
            signal,
            deadline: duration.and_then(|duration| Instant::now().checked_add(duration)),
        })
    }

    /// Returns whether the command should end.
    pub(crate) fn is_due(&self) -> bool {
        self.signal.is_set.load(Ordering::Relaxed)
            || self.deadline.is_some_and(|deadline| Instant::now() >= deadline)
    }

    /// Waits for `duration`, or until the command should end. Returns whether it should end.
    pub(crate) fn wait(&self, duration: Duration) -> bool {
        let until = Instant::now() + duration;
        let until = self.deadline.map_or(until, |deadline| deadline.min(until));
        let mut guard = self.signal.lock.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() || self.is_due() {
                drop(guard);
                return self.is_due();
            }
            (guard, _) = self
                .signal
                .changed
                .wait_timeout(guard, left)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }
}
