//! Messages that the pool restored and no longer keeps, until they are released or invalidated. For zenoh 1.9.

use std::time::{Duration, Instant};

use super::table::Entry;

/// The time without a confirmation after which this thread invalidates a message in place of zenoh's watchdog.
const SILENCE: Duration = Duration::from_millis(200);

/// A message that was restored and that the pool no longer keeps. Living receivers confirm it; without confirmations it
/// has to be invalidated, and zenoh's watchdog no longer does so.
pub(super) struct UnwatchedMessage {
    pub(super) entry: Entry,
    pub(super) since: Instant,
}

impl UnwatchedMessage {
    /// Returns whether it may still have to be invalidated.
    pub(super) fn is_watched(&mut self, now: Instant) -> bool {
        if !self.entry.is_current() || !self.entry.is_held() {
            return false;
        }
        if now - self.since < SILENCE {
            return true;
        }
        self.since = now;
        let is_confirmed = self.entry.take_confirmation();
        if !is_confirmed {
            self.entry.invalidate();
        }
        is_confirmed
    }
}
