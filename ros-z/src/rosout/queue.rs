//! The queue between the threads that log and the thread that publishes. The lock is held for a few instructions only.

use super::RosoutStats;
use super::log;
use super::rate_limit::RateLimit;
use ros_z_msgs::rcl_interfaces::Log;
use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The most messages that wait: the depth of the topic.
const WAITING: usize = 1000;

/// How long dropped messages are counted before a message states their number.
const COUNTED: Duration = Duration::from_secs(1);

#[derive(Debug)]
pub(super) struct Queue {
    /// Name of the logger.
    name: String,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug)]
struct State {
    logs: VecDeque<Log>,
    limit: RateLimit,
    stats: RosoutStats,
    /// Messages that were dropped since this time, and are not stated yet.
    dropped: Option<(u64, Instant)>,
    is_closed: bool,
}

impl Queue {
    pub(super) fn new(name: String, limit: RateLimit) -> Self {
        Self {
            name,
            state: Mutex::new(State {
                logs: VecDeque::new(),
                limit,
                stats: RosoutStats::default(),
                dropped: None,
                is_closed: false,
            }),
            changed: Condvar::new(),
        }
    }

    /// Adds a message, or drops and counts it. Only a message that is admitted is formatted, without the lock.
    pub(super) fn push(&self, log: impl FnOnce() -> Log) {
        if !self.admits() {
            return;
        }
        let log = log();
        let mut state = self.lock();
        if state.is_closed {
            return;
        }
        if state.logs.len() >= WAITING {
            state.drop_one(Instant::now());
        } else {
            state.stats.admitted += 1;
            state.logs.push_back(log);
        }
        drop(state);
        self.changed.notify_one();
    }

    fn admits(&self) -> bool {
        let mut state = self.lock();
        let now = Instant::now();
        if state.is_closed {
            return false;
        }
        let is_admitted = state.limit.admit(now);
        if !is_admitted && state.drop_one(now) {
            drop(state);
            self.changed.notify_one();
        }
        is_admitted
    }

    /// Waits for the next message to publish; `None` once the queue is closed and empty.
    pub(super) fn next(&self) -> Option<Log> {
        let mut state = self.lock();
        loop {
            if let Some((count, since)) = state.dropped
                && (state.is_closed || since.elapsed() >= COUNTED)
            {
                state.dropped = None;
                return Some(log::of_dropped(count, &self.name));
            }
            if let Some(log) = state.logs.pop_front() {
                return Some(log);
            }
            if state.is_closed {
                return None;
            }
            state = match state.dropped {
                None => self.changed.wait(state).unwrap_or_else(PoisonError::into_inner),
                Some((_, since)) => {
                    let left = COUNTED.saturating_sub(since.elapsed());
                    let waited = self.changed.wait_timeout(state, left);
                    waited.unwrap_or_else(PoisonError::into_inner).0
                }
            };
        }
    }

    /// Admits nothing more.
    pub(super) fn close(&self) {
        self.lock().is_closed = true;
        self.changed.notify_all();
    }

    pub(super) fn stats(&self) -> RosoutStats {
        self.lock().stats
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Counts a dropped message, and returns whether it is the first since the last statement.
    fn drop_one(&mut self, now: Instant) -> bool {
        self.stats.dropped += 1;
        let is_first = self.dropped.is_none();
        self.dropped.get_or_insert((0, now)).0 += 1;
        is_first
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn queue(burst: u32) -> Queue {
        Queue::new("node".into(), RateLimit::new(burst, 0))
    }

    #[test]
    fn messages_over_the_rate_are_not_formatted_but_counted_and_stated() {
        let queue = queue(2);
        let mut formatted = 0;
        for _ in 0..10 {
            queue.push(|| {
                formatted += 1;
                Log::default()
            });
        }
        assert_eq!(formatted, 2);
        assert_eq!(
            queue.stats(),
            RosoutStats {
                admitted: 2,
                dropped: 8
            }
        );
        queue.close();
        queue.push(Log::default);
        let texts: Vec<_> = std::iter::from_fn(|| queue.next())
            .map(|log| (log.level, log.msg))
            .collect();
        let statement = "8 log messages were dropped, because the program logs faster than /rosout allows";
        assert_eq!(texts[0], (Log::WARN, statement.to_owned()));
        assert_eq!(texts.len(), 3);
    }

    #[test]
    fn a_full_queue_drops_new_messages() {
        let queue = queue(5000);
        for _ in 0..1200 {
            queue.push(Log::default);
        }
        assert_eq!(
            queue.stats(),
            RosoutStats {
                admitted: 1000,
                dropped: 200
            }
        );
    }
}
