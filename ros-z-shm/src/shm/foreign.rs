//! Buffers that a program allocated by itself and publishes as they are. They are kept in flight
//! like the messages of a pool, and given back to where they came from, not taken again.

use std::{
    num::NonZeroUsize,
    sync::{Arc, OnceLock},
};

use zenoh::shm::{SegmentID, ZShm, ZShmMut};

use super::{
    backend::ForcedCollection,
    pool_core::PoolCore,
    provider::{Provider, Refusal},
    registry,
    retention::{Origin, RetentionLimits},
};

static FOREIGN: OnceLock<&'static PoolCore> = OnceLock::new();

/// Keeps `shm` alive until its receivers have let go, or for
/// [`RetentionLimits::DEFAULT_MAX_AGE`].
pub fn keep_in_flight(shm: ZShm) {
    let core = *FOREIGN.get_or_init(|| registry::keep(PoolCore::borrow(Arc::new(Elsewhere))));
    let origin = Origin {
        capacity: shm.len(),
        entry: None,
    };
    core.keep(shm, origin, RetentionLimits::new());
}

/// Waits until the buffers [kept in flight](keep_in_flight) within the last second have been let go of.
///
/// Their program may be about to drop the provider they came from, and that would take them along.
pub fn linger_in_flight() {
    if let Some(core) = FOREIGN.get() {
        core.linger();
    }
}

/// Stands for the providers of the program: nothing is ever allocated here.
struct Elsewhere;

impl Provider for Elsewhere {
    fn allocate(&self, _len: NonZeroUsize) -> Result<(ZShmMut, SegmentID), Refusal> {
        Err(Refusal::Failed)
    }

    fn collect(&self) {}

    fn defragment(&self) {}

    fn force_collect(&self, _permission: ForcedCollection) {}
}
