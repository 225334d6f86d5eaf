//! Gives memory back to a program that allocates from the same provider as its publishers.
//!
//! A pool lets go of finished messages when the next buffer is asked for. That is soon enough
//! for a pool that only publishers use; but a program that waits on its own provider
//! (`BlockOn<GarbageCollect>`) would wait for ever for a publisher that has nothing to send.
//! So one thread looks after such pools while they keep messages, and sleeps otherwise.

use std::{
    sync::{Condvar, Mutex, OnceLock, PoisonError},
    thread,
    time::Duration,
};

use super::pool_core::PoolCore;

/// How long a finished message may stay.
const INTERVAL: Duration = Duration::from_millis(10);

struct Sweeper {
    pools: Mutex<Vec<&'static PoolCore>>,
    work: Condvar,
}

/// Looks after `pool` until it keeps no message.
pub(super) fn look_after(pool: &'static PoolCore) {
    static SWEEPER: OnceLock<&'static Sweeper> = OnceLock::new();
    let sweeper = *SWEEPER.get_or_init(|| {
        let sweeper: &'static Sweeper = Box::leak(Box::new(Sweeper {
            pools: Mutex::new(Vec::new()),
            work: Condvar::new(),
        }));
        let thread = thread::Builder::new().name("shm-sweeper".to_owned());
        if let Err(error) = thread.spawn(|| sweeper.run()) {
            tracing::warn!("messages in flight are let go of only by the next publish: {error}");
        }
        sweeper
    });
    let mut pools = sweeper.pools.lock().unwrap_or_else(PoisonError::into_inner);
    pools.push(pool);
    sweeper.work.notify_one();
}

impl Sweeper {
    fn run(&self) {
        let mut pools = self.pools.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            pools = if pools.is_empty() {
                (self.work.wait(pools)).unwrap_or_else(PoisonError::into_inner)
            } else {
                drop(pools);
                thread::sleep(INTERVAL);
                self.pools.lock().unwrap_or_else(PoisonError::into_inner)
            };
            pools.retain(|pool| pool.sweep());
        }
    }
}
