//! Buffers that the program allocated and publishes without a copy. They are kept in flight like messages of a pool,
//! and return to their provider; this library does not reuse them.

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
    retained_message::BufferOrigin,
    retention_limits::RetentionLimits,
    segment,
};

static EXTERNAL: OnceLock<&'static PoolCore> = OnceLock::new();

/// The maximum time for which a buffer of another process is kept. By then, its receivers have received it.
const FORWARDED_MAX_AGE: Duration = Duration::from_millis(500);

/// The buffer tables of the processes from which this process has received.
static TABLES: Mutex<Vec<u64>> = Mutex::new(Vec::new());

/// The table of the last received buffer: consecutive buffers often share one. No table has the initial number.
static LATEST: AtomicU64 = AtomicU64::new(u64::MAX);

/// Records the table of a received buffer in shared memory. Returns `false` if `slice` is not in shared memory.
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
            // A session that the program opened has zenoh's own client, so new tables are noticed only here.
            segment::unlock_tables();
        }
    }
    true
}

/// Returns whether a buffer came from another process, as far as is known.
fn is_received(shm: &ZShm) -> bool {
    let is_received = |table| {
        let tables = TABLES.lock().unwrap_or_else(PoisonError::into_inner);
        !exit::is_own(table) && tables.contains(&table)
    };
    exit::table_of(shm.borrow()).is_some_and(is_received)
}

/// Keeps `shm` alive until its receivers have released it, for at most [`RetentionLimits::DEFAULT_MAX_AGE`]. A received
/// buffer, which its publisher may keep too, is kept for at most half a second.
pub(crate) fn keep_in_flight(shm: ZShm) {
    if is_received(&shm) {
        keep_forwarded(shm);
    } else {
        keep_unique(shm);
    }
}

/// Keeps a buffer without another owner until its receivers have released it.
pub fn keep_unique(shm: ZShm) {
    let (message, origin) = BufferOrigin::of(shm);
    external().keep(message, origin, RetentionLimits::new());
}

/// Keeps a buffer that may have another owner until its receivers have released it, for at most half a second.
#[cfg(not(zenoh_1_10))]
pub fn keep_forwarded(shm: ZShm) {
    let (message, origin) = BufferOrigin::of(shm);
    let limits = RetentionLimits::new().with_max_age(FORWARDED_MAX_AGE);
    external().keep(message, origin.with_owners(1), limits);
}

/// Keeps a buffer that may have another owner for half a second, without counting as its holder.
#[cfg(zenoh_1_10)]
pub fn keep_forwarded(shm: ZShm) {
    external().keep_forwarded((&shm).into(), FORWARDED_MAX_AGE);
}

fn external() -> &'static PoolCore {
    EXTERNAL.get_or_init(|| registry::keep(PoolCore::borrow(Arc::new(ExternalProvider))))
}

/// Waits until the buffers that were [kept in flight](keep_in_flight) within the last second are released.
///
/// The program may be about to drop their provider, which would invalidate them.
pub(crate) fn linger_in_flight() {
    if let Some(core) = EXTERNAL.get() {
        core.linger();
    }
}

/// Represents the providers of the program. It allocates nothing.
struct ExternalProvider;

impl Provider for ExternalProvider {
    fn allocate(&self, _len: NonZeroUsize) -> Result<(ZShmMut, SegmentID), Refusal> {
        Err(Refusal::Failed)
    }

    fn collect(&self) {}

    fn defragment(&self) {}

    fn force_collect(&self, _permission: ForcedCollection) {}
}
