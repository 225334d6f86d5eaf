//! The thread that gets memory back from receivers that died, replaces pools whose file was removed, and frees
//! replaced ones. It looks once a second at the pools that are in use or have stuck messages, and sleeps when there are none.
//!
//! A message is *stuck* if its age has run out and its count of holders is not 0. The count of a process that was killed
//! never falls. `PoolCore::recover` proves that nobody is left: no other process has the segment open ([`segment_file`](super::segment_file)),
//! and this process does not hold the buffer ([`held_buffers`](super::held_buffers)). What cannot be proven stays, and is counted.

use std::{
    sync::{Condvar, Mutex, OnceLock, PoisonError},
    thread,
    time::{Duration, Instant},
};

/// How often the thread looks.
const INTERVAL: Duration = Duration::from_secs(1);

/// How often it looks at most, however urgent it is.
const SHORTEST: Duration = Duration::from_millis(100);

/// A pool whose memory may have to be recovered.
pub(super) trait Watched: Sync {
    /// Marks the pool as watched. Returns whether it was not.
    fn begin_watch(&self) -> bool;

    /// Recovers memory, and replaces or frees the pool where necessary. Returns whether the pool stays watched.
    fn repair(&'static self) -> bool;
}

struct Recovery {
    state: Mutex<RecoveryState>,
    work: Condvar,
}

#[derive(Default)]
struct RecoveryState {
    pools: Vec<&'static dyn Watched>,
    is_urgent: bool,
}

fn recovery() -> &'static Recovery {
    static RECOVERY: OnceLock<&'static Recovery> = OnceLock::new();
    RECOVERY.get_or_init(|| {
        let recovery: &'static Recovery = Box::leak(Box::new(Recovery {
            state: Mutex::default(),
            work: Condvar::new(),
        }));
        let thread = thread::Builder::new().name("shm-recovery".to_owned());
        if let Err(error) = thread.spawn(|| recovery.run()) {
            tracing::warn!("shared memory held by receivers that died is not recovered: {error}");
        }
        recovery
    })
}

/// Looks after `pool` until it is neither in use nor has stuck messages.
pub(super) fn watch(pool: &'static dyn Watched) {
    if pool.begin_watch() {
        let recovery = recovery();
        let mut state = recovery.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.pools.push(pool);
        recovery.work.notify_one();
    }
}

/// Looks at once.
pub(super) fn hurry(pool: &'static dyn Watched) {
    watch(pool);
    let recovery = recovery();
    let mut state = recovery.state.lock().unwrap_or_else(PoisonError::into_inner);
    state.is_urgent = true;
    recovery.work.notify_one();
}

impl Recovery {
    fn run(&self) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let mut latest = Instant::now();
        loop {
            let waited = latest.elapsed();
            let due = if state.is_urgent { SHORTEST } else { INTERVAL };
            if state.pools.is_empty() {
                state.is_urgent = false;
                state = self.work.wait(state).unwrap_or_else(PoisonError::into_inner);
                continue;
            }
            if waited < due {
                let left = due - waited;
                let answer = self.work.wait_timeout(state, left);
                state = answer.unwrap_or_else(PoisonError::into_inner).0;
                continue;
            }
            state.is_urgent = false;
            let pools = std::mem::take(&mut state.pools);
            drop(state);
            let left: Vec<_> = pools.into_iter().filter(|pool| pool.repair()).collect();
            latest = Instant::now();
            state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            state.pools.extend(left);
        }
    }
}
