//! Waits for the other side of a zenoh endpoint.

use crate::queue::LONGEST_WAIT;
use crate::runtime::blocking;
use crate::shm_writer::ShmWriter;
use std::time::{Duration, Instant};
use zenoh::handlers::FifoChannelHandler;
use zenoh::matching::{MatchingListener, MatchingStatus};

/// Waits with `wait_for_match`, then, in the time left, until every connected process has replied whether it
/// can map the pool of `writer`. Returns whether there is a match.
pub fn wait_until_ready(
    writer: &ShmWriter,
    timeout: Duration,
    wait_for_match: impl FnOnce(Duration) -> bool,
) -> bool {
    let start = Instant::now();
    let is_matched = wait_for_match(timeout);
    if is_matched {
        writer.wait_for_answers(timeout.saturating_sub(start.elapsed()));
    }
    is_matched
}

/// Waits until the other side matches, and returns whether it does. Works in any async runtime: both closures
/// may wait inside zenoh.
pub fn wait_for_match(
    listen: impl FnOnce() -> zenoh::Result<MatchingListener<FifoChannelHandler<MatchingStatus>>> + Send,
    status: impl Fn() -> zenoh::Result<MatchingStatus> + Send,
    timeout: Duration,
) -> bool {
    blocking(move || {
        let start = Instant::now();
        // Declared before the first status check, so that no change is missed.
        let listener = listen();
        while !status().is_ok_and(|status| status.matching()) {
            let left = timeout.saturating_sub(start.elapsed());
            let Some(listener) = listener.as_ref().ok().filter(|_| !left.is_zero()) else {
                return false;
            };
            // A change wakes this thread; a closed session causes no further changes.
            if listener.recv_timeout(left.min(LONGEST_WAIT)).is_err() {
                return false;
            }
        }
        true
    })
}
