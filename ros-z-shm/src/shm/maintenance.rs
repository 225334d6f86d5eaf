//! The thread that looks after messages in flight, and sleeps while there are none. Where segments of other
//! processes are mapped, it wakes up once a second to unmap those that are no longer needed.
//!
//! It confirms them, beside zenoh's own thread, and revives those that zenoh has invalidated because
//! this process did not run for a while. And it gives memory back to a program that allocates from the
//! same provider as its publishers: a pool lets go of finished messages when the next buffer is asked for,
//! but a program that waits on its own provider (`BlockOn<GarbageCollect>`) would wait for ever
//! for a publisher that has nothing to send.

use std::{
    sync::{Condvar, Mutex, MutexGuard, OnceLock, PoisonError},
    thread,
    time::{Duration, Instant},
};

/// How often the thread looks: a tenth of the time after which zenoh invalidates a message.
pub(super) const INTERVAL: Duration = Duration::from_millis(10);

/// How often the thread does what is not urgent.
const SLOW: Duration = Duration::from_secs(1);

/// What has messages in flight.
pub(super) trait Maintained: Sync {
    /// Confirms and revives messages, and frees those that are finished. Returns whether there is more to do later.
    fn maintain(&self) -> bool;
}

struct Maintenance {
    work: Mutex<Tasks>,
    is_more: Condvar,
}

struct Tasks {
    pools: Vec<&'static dyn Maintained>,
    slow: Vec<fn()>,
}

/// Looks after `pool` until it has had nothing in flight for a while.
pub(super) fn add_pool(pool: &'static dyn Maintained) {
    update(|work| work.pools.push(pool));
}

/// Calls `task` about once a second, for the life of the process.
#[cfg_attr(
    not(target_os = "linux"),
    expect(dead_code, reason = "zenoh's segments stay mapped there")
)]
pub(super) fn every_second(task: fn()) {
    update(|work| work.slow.push(task));
}

fn update(more: impl FnOnce(&mut Tasks)) {
    static MAINTENANCE: OnceLock<&'static Maintenance> = OnceLock::new();
    let maintenance = *MAINTENANCE.get_or_init(|| {
        let maintenance: &'static Maintenance = Box::leak(Box::new(Maintenance {
            work: Mutex::new(Tasks {
                pools: Vec::new(),
                slow: Vec::new(),
            }),
            is_more: Condvar::new(),
        }));
        let thread = thread::Builder::new().name("shm-keeper".to_owned());
        if let Err(error) = thread.spawn(|| maintenance.run()) {
            tracing::warn!("messages in flight are looked after only by the next publish: {error}");
        }
        maintenance
    });
    more(&mut maintenance.work());
    maintenance.is_more.notify_one();
}

impl Maintenance {
    fn work(&self) -> MutexGuard<'_, Tasks> {
        self.work.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn run(&self) {
        let mut last = Instant::now();
        let mut work = self.work();
        loop {
            work = match (work.pools.is_empty(), work.slow.is_empty()) {
                (true, true) => self.is_more.wait(work).unwrap_or_else(PoisonError::into_inner),
                (true, false) => {
                    let answer = self.is_more.wait_timeout(work, SLOW);
                    answer.unwrap_or_else(PoisonError::into_inner).0
                }
                (false, _) => {
                    drop(work);
                    thread::sleep(INTERVAL);
                    self.work()
                }
            };
            work.pools.retain(|pool| pool.maintain());
            if last.elapsed() >= SLOW {
                last = Instant::now();
                let tasks = work.slow.clone();
                drop(work);
                tasks.into_iter().for_each(|task| task());
                work = self.work();
            }
        }
    }
}
