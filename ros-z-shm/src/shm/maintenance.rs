//! The thread that maintains messages in flight, and sleeps while there are none. If segments of other processes are
//! mapped, it wakes up once a second to unmap unused ones.
//!
//! It confirms messages in addition to zenoh's own thread, and restores messages that zenoh invalidated because this
//! process was suspended. It also returns memory to a program that allocates from the same provider as its publishers:
//! a pool releases finished messages when the next buffer is requested, so a program that waits on its own provider
//! (`BlockOn<GarbageCollect>`) would wait forever for a publisher without new messages.

use std::{
    sync::{Condvar, Mutex, MutexGuard, OnceLock, PoisonError},
    thread,
    time::{Duration, Instant},
};

use super::background_turn::BackgroundTurn;
#[cfg(target_os = "linux")]
use super::watchdog;

/// The interval of the thread: a tenth of the time after which zenoh invalidates a message.
pub(super) const INTERVAL: Duration = Duration::from_millis(10);

/// The interval of tasks that are not urgent.
const SLOW: Duration = Duration::from_secs(1);

/// The number of turns in which the thread looks for zenoh's watchdog, which may not have started yet.
#[cfg(target_os = "linux")]
const MAX_TRIES: usize = 100;

/// A pool with messages in flight.
pub(super) trait Maintained: Sync {
    /// Confirms and restores messages, and frees finished ones. Returns whether there is more to do later.
    fn maintain(&self) -> bool;
}

struct Maintenance {
    work: Mutex<Tasks>,
    is_more: Condvar,
    turn: BackgroundTurn,
}

struct Tasks {
    pools: Vec<&'static dyn Maintained>,
    slow: Vec<fn()>,
    fast: Vec<fn()>,
}

/// Maintains `pool` until nothing has been in flight for a while.
pub(super) fn add_pool(pool: &'static dyn Maintained) {
    update(|work| work.pools.push(pool));
}

/// Calls `task` about once a second until the process ends.
#[cfg_attr(
    not(target_os = "linux"),
    expect(dead_code, reason = "zenoh's segments stay mapped on other systems")
)]
pub(super) fn every_second(task: fn()) {
    update(|work| work.slow.push(task));
}

/// Called before a pool gives up on finding memory, and before its statistics are read.
static SWEEP: OnceLock<fn()> = OnceLock::new();

/// Releases the messages that receivers have released without a change in zenoh's table.
pub(super) fn sweep() {
    if let Some(sweep) = SWEEP.get() {
        sweep();
    }
}

/// Calls `task` before each maintenance of the pools, before a pool is full, before its statistics are read, and about
/// once a second, until the process ends. Only the first task is kept.
pub(crate) fn before_pools(task: fn()) {
    if SWEEP.set(task).is_err() {
        return;
    }
    update(|work| {
        work.fast.push(task);
        work.slow.push(task);
    });
}

static MAINTENANCE: OnceLock<&'static Maintenance> = OnceLock::new();

/// Ends the tasks of the thread, at exit.
#[cfg_attr(
    not(unix),
    expect(dead_code, reason = "there are no exit handlers on other systems")
)]
pub(super) fn stop() {
    if let Some(maintenance) = MAINTENANCE.get() {
        maintenance.turn.end();
    }
}

fn update(more: impl FnOnce(&mut Tasks)) {
    let maintenance = *MAINTENANCE.get_or_init(|| {
        let maintenance: &'static Maintenance = Box::leak(Box::new(Maintenance {
            work: Mutex::new(Tasks {
                pools: Vec::new(),
                slow: Vec::new(),
                fast: Vec::new(),
            }),
            is_more: Condvar::new(),
            turn: BackgroundTurn::default(),
        }));
        let thread = thread::Builder::new().name("shm-keeper".to_owned());
        if let Err(error) = thread.spawn(|| maintenance.run()) {
            tracing::warn!(
                "cannot start the thread that maintains messages in flight, so only the next publish releases them: {error}"
            );
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
        #[cfg(target_os = "linux")]
        let mut tries = MAX_TRIES;
        loop {
            self.wait();
            // Before `work` is locked: after `stop`, other threads can still lock that.
            let _turn = self.turn.begin();
            let mut work = self.work();
            #[cfg(target_os = "linux")]
            if tries > 0 && !work.pools.is_empty() {
                tries = if watchdog::lower_priority() { 0 } else { tries - 1 };
            }
            if !work.pools.is_empty() {
                let tasks = work.fast.clone();
                // A task may add a pool.
                drop(work);
                tasks.into_iter().for_each(|task| task());
                work = self.work();
            }
            work.pools.retain(|pool| pool.maintain());
            if last.elapsed() >= SLOW {
                last = Instant::now();
                let tasks = work.slow.clone();
                drop(work);
                tasks.into_iter().for_each(|task| task());
            }
        }
    }

    /// Waits until tasks are due.
    fn wait(&self) {
        let work = self.work();
        match (work.pools.is_empty(), work.slow.is_empty()) {
            (true, true) => drop(self.is_more.wait(work)),
            (true, false) => drop(self.is_more.wait_timeout(work, SLOW)),
            (false, _) => {
                drop(work);
                thread::sleep(INTERVAL);
            }
        }
    }
}
