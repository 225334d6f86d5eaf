//! [`Stop`]: whether the user has ended the command, with Ctrl-C or SIGTERM.

use crate::exit::Result;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// The longest time until a signal is noticed.
const NOTICE: Duration = Duration::from_millis(50);

/// Set when the command is to end.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Is set by Ctrl-C, SIGTERM and SIGHUP, which then do not end the process.
    pub(crate) fn on_signal() -> Result<Self> {
        let stop = Self::default();
        let set = stop.clone();
        ctrlc::set_handler(move || set.set())?;
        Ok(stop)
    }

    pub(crate) fn set(&self) {
        self.0.store(true, Ordering::SeqCst);
    }

    pub(crate) fn is_set(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }

    /// Waits until a time, and returns whether the command goes on.
    pub(crate) fn wait_until(&self, time: Instant) -> bool {
        loop {
            if self.is_set() {
                return false;
            }
            match time.checked_duration_since(Instant::now()) {
                Some(left) if !left.is_zero() => thread::sleep(left.min(NOTICE)),
                _ => return true,
            }
        }
    }
}
