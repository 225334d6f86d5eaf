//! Buffers that a program allocated by itself and publishes as they are. They are kept in flight
//! like the messages of a pool, and given back to where they came from, not taken again.

use std::{
    borrow::Borrow,
    num::NonZeroUsize,
    sync::{
        Arc, Mutex, OnceLock, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use zenoh::shm::{SegmentID, ZShm, ZShmMut};
use zenoh_buffers::ZSlice;
use zenoh_shm::ShmBufInner;

use super::{
    backend::ForcedCollection,
    exit,
    pool_core::PoolCore,
    provider::{Provider, Refusal},
    registry,
    retention::{Origin, RetentionLimits},
    segment,
};

static FOREIGN: OnceLock<&'static PoolCore> = OnceLock::new();

/// For how long a buffer of another process is kept at most: who receives it has taken it up by then.
const PASSED_ON: Duration = Duration::from_millis(500);

/// The tables of buffers of the processes that something was received from.
static TABLES: Mutex<Vec<u64>> = Mutex::new(Vec::new());

/// The table that the last buffer received was in; they come in rows. No table has this number at first.
static LATEST: AtomicU64 = AtomicU64::new(u64::MAX);

/// Notes where a buffer of shared memory was received from. `false` if `slice` is none.
pub fn note_received(slice: &ZSlice) -> bool {
    let Some(inner) = slice.downcast_ref::<ShmBufInner>() else {
        return false;
    };
    let table = u64::from(inner.info.metadata.id);
    if LATEST.swap(table, Ordering::Relaxed) != table {
        let mut tables = TABLES.lock().unwrap_or_else(PoisonError::into_inner);
        if !tables.contains(&table) {
            tables.push(table);
            drop(tables);
            // A session that this library has not opened has zenoh's own client, and only this notices its tables.
            segment::unlock_tables();
        }
    }
    true
}

/// Whether a buffer came from another process, as far as is known.
fn is_received(shm: &ZShm) -> bool {
    let is_received = |table| {
        let tables = TABLES.lock().unwrap_or_else(PoisonError::into_inner);
        !exit::is_own(table) && tables.contains(&table)
    };
    exit::table_of(shm.borrow()).is_some_and(is_received)
}

/// Keeps `shm` alive until its receivers have let go, or for [`RetentionLimits::DEFAULT_MAX_AGE`]; one
/// that was received itself, and that its publisher may keep too, for half a second at most.
pub(crate) fn keep_in_flight(shm: ZShm) {
    if is_received(&shm) {
        keep_passed_on(shm);
    } else {
        keep_unique(shm);
    }
}

/// Keeps a buffer that nobody else keeps until its receivers have let go.
pub fn keep_unique(shm: ZShm) {
    keep(shm, 0, RetentionLimits::new());
}

/// Keeps a buffer that somebody else may keep too until its receivers have let go, or for half a second.
pub fn keep_passed_on(shm: ZShm) {
    keep(shm, 1, RetentionLimits::new().with_max_age(PASSED_ON));
}

fn keep(shm: ZShm, owners: u32, limits: RetentionLimits) {
    let core = *FOREIGN.get_or_init(|| registry::keep(PoolCore::borrow(Arc::new(Elsewhere))));
    let origin = Origin {
        capacity: shm.len(),
        entry: None,
        owners,
        revived: false,
    };
    core.keep(shm, origin, limits);
}

/// Waits until the buffers [kept in flight](keep_in_flight) within the last second have been let go of.
///
/// Their program may be about to drop the provider they came from, and that would take them along.
pub(crate) fn linger_in_flight() {
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
