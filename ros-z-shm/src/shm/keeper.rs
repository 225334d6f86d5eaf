//! The thread that looks after messages in flight, and sleeps while there are none.
//!
//! It confirms them, beside zenoh's own thread, and revives those that zenoh has invalidated because
//! this process did not run for a while. And it gives memory back to a program that allocates from the
//! same provider as its publishers: a pool lets go of finished messages when the next buffer is asked for,
//! but a program that waits on its own provider (`BlockOn<GarbageCollect>`) would wait for ever
//! for a publisher that has nothing to send.

use std::{
    sync::{Condvar, Mutex, OnceLock, PoisonError},
    thread,
    time::Duration,
};

use super::pool_core::PoolCore;

/// How often the thread looks: a tenth of the time after which zenoh invalidates a message.
pub(super) const INTERVAL: Duration = Duration::from_millis(10);

struct Keeper {
    pools: Mutex<Vec<&'static PoolCore>>,
    work: Condvar,
}

/// Looks after `pool` until it has had nothing in flight for a while.
pub(super) fn look_after(pool: &'static PoolCore) {
    static KEEPER: OnceLock<&'static Keeper> = OnceLock::new();
    let keeper = *KEEPER.get_or_init(|| {
        let keeper: &'static Keeper = Box::leak(Box::new(Keeper {
            pools: Mutex::new(Vec::new()),
            work: Condvar::new(),
        }));
        let thread = thread::Builder::new().name("shm-keeper".to_owned());
        if let Err(error) = thread.spawn(|| keeper.run()) {
            tracing::warn!("messages in flight are looked after only by the next publish: {error}");
        }
        keeper
    });
    let mut pools = keeper.pools.lock().unwrap_or_else(PoisonError::into_inner);
    pools.push(pool);
    keeper.work.notify_one();
}

impl Keeper {
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
            pools.retain(|pool| pool.tend());
        }
    }
}
