//! Waiting for the other side of a zenoh endpoint.

use crate::queue::LONGEST_WAIT;
use std::time::{Duration, Instant};
use zenoh::handlers::FifoChannelHandler;
use zenoh::matching::{MatchingListener, MatchingStatus};

/// Waits until the other side matches, and returns whether it does. Declare the listener before this call, so that no change is missed.
pub fn wait_for_match(
    listener: zenoh::Result<MatchingListener<FifoChannelHandler<MatchingStatus>>>,
    status: impl Fn() -> zenoh::Result<MatchingStatus>,
    timeout: Duration,
) -> bool {
    let start = Instant::now();
    while !status().is_ok_and(|status| status.matching()) {
        let left = timeout.saturating_sub(start.elapsed());
        let Some(listener) = listener.as_ref().ok().filter(|_| !left.is_zero()) else {
            return false;
        };
        // Woken by a change; a closed session changes nothing any more.
        if listener.recv_timeout(left.min(LONGEST_WAIT)).is_err() {
            return false;
        }
    }
    true
}
