//! The messages that wait for a command: a limited number, and at most two in the pools of publishers. The oldest are dropped.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// The maximum number of messages that wait.
const MOST_MESSAGES: usize = 256;

/// The number of them that may be in shared memory: each one occupies the publisher's pool.
const MOST_IN_SHM: usize = 2;

/// The maximum number of bytes in those that are not, unless a single message has more.
const MOST_BYTES: usize = 64 << 20;

/// The memory of a message.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) is_shm: bool,
    pub(super) bytes: usize,
}

/// The messages that wait for a command.
pub(super) struct Inbox<T> {
    state: Mutex<Waiting<T>>,
    filled: Condvar,
}

struct Waiting<T> {
    messages: VecDeque<(T, Place)>,
    in_shm: usize,
    bytes: usize,
    dropped: u64,
}

impl<T> Default for Inbox<T> {
    fn default() -> Self {
        Self {
            state: Mutex::new(Waiting {
                messages: VecDeque::new(),
                in_shm: 0,
                bytes: 0,
                dropped: 0,
            }),
            filled: Condvar::new(),
        }
    }
}

impl<T> Inbox<T> {
    /// Adds a message, and drops the oldest ones that are too many. Never waits for the command.
    pub(super) fn push(&self, message: T, place: Place) {
        let mut waiting = self.lock();
        waiting.add(message, place);
        // Freed outside of the lock.
        let mut dropped = Vec::new();
        while waiting.is_too_full() {
            dropped.extend(waiting.pop());
            waiting.dropped += 1;
        }
        drop(waiting);
        self.filled.notify_one();
    }

    /// Takes the oldest message, and waits for one if there is none.
    pub(super) fn take(&self, timeout: Duration) -> Option<T> {
        let mut waiting = self.lock();
        if waiting.messages.is_empty() {
            (waiting, _) = self
                .filled
                .wait_timeout(waiting, timeout)
                .unwrap_or_else(PoisonError::into_inner);
        }
        waiting.pop()
    }

    /// Returns the number of messages that were dropped.
    pub(super) fn dropped(&self) -> u64 {
        self.lock().dropped
    }

    fn lock(&self) -> MutexGuard<'_, Waiting<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Waiting<T> {
    fn add(&mut self, message: T, place: Place) {
        if place.is_shm {
            self.in_shm += 1;
        } else {
            self.bytes += place.bytes;
        }
        self.messages.push_back((message, place));
    }

    fn pop(&mut self) -> Option<T> {
        let (message, place) = self.messages.pop_front()?;
        if place.is_shm {
            self.in_shm -= 1;
        } else {
            self.bytes -= place.bytes;
        }
        Some(message)
    }

    fn is_too_full(&self) -> bool {
        let count = self.messages.len();
        count > MOST_MESSAGES || self.in_shm > MOST_IN_SHM || (count > 1 && self.bytes > MOST_BYTES)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(places: impl IntoIterator<Item = (bool, usize)>) -> (Vec<usize>, u64) {
        let inbox = Inbox::default();
        for (number, (is_shm, bytes)) in places.into_iter().enumerate() {
            inbox.push(number, Place { is_shm, bytes });
        }
        let dropped = inbox.dropped();
        let rest = std::iter::from_fn(|| inbox.take(Duration::ZERO)).collect();
        (rest, dropped)
    }

    #[test]
    fn at_most_two_messages_occupy_a_pool() {
        assert_eq!(filled([(true, 10); 5]), (vec![3, 4], 3));
        assert_eq!(filled([(true, 10), (false, 10), (true, 10)]), (vec![0, 1, 2], 0));
    }

    #[test]
    fn the_heap_is_bounded_by_messages_and_by_bytes() {
        let (rest, dropped) = filled([(false, 10); MOST_MESSAGES + 3]);
        assert_eq!((rest.len(), rest[0], dropped), (MOST_MESSAGES, 3, 3));
        assert_eq!(
            filled([(false, MOST_BYTES), (false, 1), (false, 1)]),
            (vec![1, 2], 1)
        );
        assert_eq!(filled([(false, 2 * MOST_BYTES)]), (vec![0], 0));
    }
}
