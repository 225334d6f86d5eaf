//! The thread that probes receivers: one for the process, started on first use. It sleeps while no task is due.

use crate::shm::replacement;
use std::sync::{Condvar, Mutex, OnceLock, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// The longest sleep.
const LONGEST_SLEEP: Duration = Duration::from_secs(60);

static STARTED: OnceLock<()> = OnceLock::new();
static IS_DUE: Mutex<bool> = Mutex::new(false);
static WAKE: Condvar = Condvar::new();

/// Starts the thread. It calls `work` now, at the time that `work` returns, and whenever it is [woken](wake).
pub(super) fn start(work: fn() -> Option<Instant>) {
    STARTED.get_or_init(|| {
        replacement::on_replaced(wake);
        let thread = thread::Builder::new().name("ros-z-ask".into()).spawn(move || {
            loop {
                *IS_DUE.lock().unwrap_or_else(PoisonError::into_inner) = false;
                sleep_until(work());
            }
        });
        if let Err(error) = thread {
            tracing::error!(
                "cannot start the thread that probes receivers, so messages to them go over the network: {error}"
            );
        }
    });
}

fn sleep_until(next: Option<Instant>) {
    let left = next.map_or(LONGEST_SLEEP, |next| {
        next.saturating_duration_since(Instant::now())
    });
    let is_due = IS_DUE.lock().unwrap_or_else(PoisonError::into_inner);
    drop(WAKE.wait_timeout_while(is_due, left.min(LONGEST_SLEEP), |is_due| !*is_due));
}

/// Wakes the thread. Never blocks.
pub(super) fn wake() {
    *IS_DUE.lock().unwrap_or_else(PoisonError::into_inner) = true;
    WAKE.notify_one();
}
