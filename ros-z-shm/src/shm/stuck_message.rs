//! Messages beyond their maximum age that are still held, and their totals. `pool_core` decides what to do about them.

use std::time::Instant;

#[cfg(zenoh_1_10)]
use super::expired_chunk::ExpiredChunk;
#[cfg(not(zenoh_1_10))]
use super::table::Entry;

/// A message beyond its maximum age that is still held: by a living receiver, or by one that died.
pub(super) struct StuckMessage {
    #[cfg(not(zenoh_1_10))]
    pub(super) entry: Entry,
    #[cfg(zenoh_1_10)]
    pub(super) entry: ExpiredChunk,
    pub(super) bytes: usize,
    pub(super) since: Instant,
}

/// The totals of the stuck messages.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct StuckTally {
    pub(super) messages: usize,
    pub(super) bytes: usize,
    /// The time at which the first of them exceeded its maximum age.
    pub(super) oldest: Option<Instant>,
}
