//! The thread that recovers memory from receivers that died, replaces pools whose file was removed, and frees replaced
//! pools. It checks the pools that are in use or have stuck messages once a second, and sleeps while there are none.
//!
//! A message is *stuck* if it exceeded its maximum age and its count of holders is not 0. The count of a killed process
//! never decreases. `PoolCore::recover` proves that no living process holds the message: no other process has the
//! segment open ([`segment_file`](super::segment_file)), and this process does not hold the buffer
//! ([`held_buffers`](super::held_buffers)). Without proof, the message stays, and is counted.

use std::{
    sync::{Condvar, Mutex, OnceLock, PoisonError},
    thread,
    time::{Duration, Instant},
};

use super::background_turn::BackgroundTurn;

/// The interval between checks.
const INTERVAL: Duration = Duration::from_secs(1);

/// The shortest interval between checks, if one is urgent.
const SHORTEST: Duration = Duration::from_millis(100);

/// A pool that may need repair.
pub(super) trait Watched: Sync {
    /// Marks the pool as watched. Returns whether it was not marked before.
    fn begin_watch(&self) -> bool;

    /// Recovers memory, and replaces or frees the pool where necessary. Returns whether the pool stays watched.
    fn repair(&'static self) -> bool;
}

struct Recovery {
    state: Mutex<RecoveryState>,
    work: Condvar,
    turn: BackgroundTurn,
}

#[derive(Default)]
struct RecoveryState {
    pools: Vec<&'static dyn Watched>,
    is_urgent: bool,
}

static RECOVERY: OnceLock<&'static Recovery> = OnceLock::new();

/// Ends the checks, at exit.
#[cfg_attr(
    not(unix),
    expect(dead_code, reason = "there are no exit handlers on other systems")
)]
pub(super) fn stop() {
    if let Some(recovery) = RECOVERY.get() {
        recovery.turn.end();
    }
}

fn recovery() -> &'static Recovery {
    RECOVERY.get_or_init(|| {
        let recovery: &'static Recovery = Box::leak(Box::new(Recovery {
            state: Mutex::default(),
            work: Condvar::new(),
            turn: BackgroundTurn::default(),
        }));
        let thread = thread::Builder::new().name("shm-recovery".to_owned());
        if let Err(error) = thread.spawn(|| recovery.run()) {
            tracing::warn!("cannot start the recovery thread, so shared memory held by dead receivers is not recovered: {error}");
        }
        recovery
    })
}

/// Watches `pool` until it is not in use and has no stuck messages.
pub(super) fn watch(pool: &'static dyn Watched) {
    if pool.begin_watch() {
        let recovery = recovery();
        let mut state = recovery.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.pools.push(pool);
        recovery.work.notify_one();
    }
}

/// Watches `pool`, and requests an urgent check.
pub(super) fn watch_urgently(pool: &'static dyn Watched) {
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
            let turn = self.turn.begin();
            let left: Vec<_> = pools.into_iter().filter(|pool| pool.repair()).collect();
            drop(turn);
            latest = Instant::now();
            state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            state.pools.extend(left);
        }
    }
}
