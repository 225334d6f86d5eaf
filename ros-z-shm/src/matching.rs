//! Waits for the other side of a zenoh endpoint.

use crate::queue::LONGEST_WAIT;
use crate::runtime::blocking;
use std::time::{Duration, Instant};
use zenoh::handlers::FifoChannelHandler;
use zenoh::matching::{MatchingListener, MatchingStatus};

/// Waits until the other side matches, and returns whether it does. Works in any async runtime: both closures may wait
/// inside zenoh.
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
