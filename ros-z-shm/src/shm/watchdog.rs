//! The priority of zenoh's watchdog, the thread that invalidates each message that no thread has confirmed for 100 ms.
//!
//! On a machine with too much work, the threads that confirm messages may not run in time although this process is
//! alive. A receiver that reads a message after the watchdog has invalidated it, and before the pool has restored it,
//! loses the message. With a lower priority, the watchdog runs after the threads that confirm.

use rustix::process::{Pid, getpriority_process, setpriority_process};
use std::fs;

/// The name of the thread, as far as the system keeps it.
const NAME: &str = "Watchdog Valida";

/// The difference to the priority of this thread: a tenth of its share of a processor. The lowest priority would not do:
/// publishers wait for the watchdog if it does not run for 65 536 buffers.
const NICER: i32 = 10;

/// The lowest priority.
const LOWEST: i32 = 19;

/// Lowers the priority of the watchdog. Returns `false` if the thread does not run yet.
pub(super) fn lower_priority() -> bool {
    let Some(watchdog) = find() else {
        return false;
    };
    let own = getpriority_process(None);
    if let Err(error) = own.and_then(|own| setpriority_process(Some(watchdog), (own + NICER).min(LOWEST))) {
        tracing::debug!("cannot lower the priority of zenoh's watchdog: {error}");
    }
    true
}

fn find() -> Option<Pid> {
    let threads = fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    let mut watchdogs = threads.filter(|thread| {
        let name = fs::read_to_string(thread.path().join("comm"));
        name.is_ok_and(|name| name.trim_end() == NAME)
    });
    let number = watchdogs.next()?.file_name();
    Pid::from_raw(number.to_str()?.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::super::{pool::ShmPool, test_pool::made};
    use super::*;

    #[test]
    fn the_watchdog_runs_after_the_threads_that_confirm() {
        let Some(pool) = made(ShmPool::of(8192)) else {
            return;
        };
        let _buffer = pool.acquire(1000).expect("there is room");
        // zenoh's thread sets its own name.
        while !lower_priority() {
            std::thread::yield_now();
        }
        let own = getpriority_process(None).expect("it is readable");
        let watchdog = getpriority_process(find()).expect("it is readable");
        assert!(watchdog > own || own == LOWEST, "{watchdog} {own}");
    }
}
