//! zenoh's table of buffers, mapped a second time. For each buffer of the process it has the count of
//! holders, whether the buffer is valid, and one bit by which its holders confirm that they live.
//!
//! zenoh's watchdog takes the bits away every 100 ms, and invalidates for good each buffer whose bit it
//! finds taken: also one that is held, if the thread that confirms did not run in between. It offers no
//! way to prevent or undo that, so this is done here, on the table itself. Which buffers deserve it
//! is not known here.

use std::{
    fs,
    mem::size_of,
    num::NonZeroUsize,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU8, AtomicU32, AtomicU64, AtomicUsize, Ordering},
    },
};

use zenoh::shm::{ChunkDescriptor, PosixShmClient, SegmentID, WithProtocolID, ZShm};
use zenoh_buffers::ZSlice;
use zenoh_shm::{ShmBufInner, posix_shm::struct_in_shm::StructInSHM};

use super::limits::TABLE_BYTES;

/// How many buffers a table has room for.
const ENTRIES: usize = 32_768;

/// The segment of a buffer whose memory has been taken back: there is no file of this number, and so nobody maps it.
pub(super) const NO_SEGMENT: SegmentID = SegmentID::MAX;

/// How many bits are in a word.
const BITS: usize = u64::BITS as usize;

/// What the table says of a buffer, as zenoh 1.9 lays it out.
#[repr(C)]
struct Header {
    holders: AtomicU32,
    invalidated: AtomicU8,
    /// One more with every buffer that the entry has been given to.
    generation: AtomicU32,
    protocol: AtomicU32,
    segment: AtomicU32,
    chunk: AtomicU32,
    len: AtomicUsize,
}

#[repr(C)]
struct Table {
    headers: [Header; ENTRIES],
    /// zenoh has a word for each entry, and uses the first of every 64.
    confirmed: [AtomicU64; ENTRIES],
}

const _: () = assert!(size_of::<Table>() as u64 == TABLE_BYTES);

type Mapped = StructInSHM<u16, Table>;

/// The tables of this process; `None` for one that could not be mapped.
static TABLES: Mutex<Vec<(u16, Option<&'static Mapped>)>> = Mutex::new(Vec::new());

/// The entry of one buffer.
#[derive(Clone, Copy)]
pub(super) struct Entry {
    header: &'static Header,
    word: &'static AtomicU64,
    bit: u64,
    generation: u32,
}

impl Entry {
    /// The entry of `shm`, a buffer that this process allocated; `None` where the table cannot be mapped
    /// (it has to be locked once more), or does not say of the buffer what the buffer says of itself.
    pub(super) fn of(shm: &ZShm) -> Option<Self> {
        let slice = ZSlice::from(shm.clone());
        let inner = slice.downcast_ref::<ShmBufInner>()?;
        if inner.protocol() != (PosixShmClient {}).id() {
            return None;
        }
        let table = table(inner.info.metadata.id)?;
        let index = usize::from(inner.info.metadata.index);
        let entry = Self {
            header: table.headers.get(index)?,
            word: table.confirmed.get(index / BITS)?,
            bit: 1 << (index % BITS),
            generation: inner.info.generation,
        };
        let is_it = entry.is_current()
            && entry.header.len.load(Ordering::Relaxed) == inner.capacity().get()
            && entry.header.protocol.load(Ordering::Relaxed) == inner.protocol()
            && entry.is_held();
        is_it.then_some(entry)
    }

    /// Whether the entry still is that of the same buffer.
    pub(super) fn is_current(self) -> bool {
        self.header.generation.load(Ordering::SeqCst) == self.generation
    }

    /// Whether anybody holds the buffer.
    pub(super) fn is_held(self) -> bool {
        self.header.holders.load(Ordering::SeqCst) > 0
    }

    /// Confirms that a holder lives.
    pub(super) fn confirm(self) {
        self.word.fetch_or(self.bit, Ordering::SeqCst);
    }

    /// Takes the confirmation away; whether there was one.
    pub(super) fn take_confirmation(self) -> bool {
        self.word.fetch_and(!self.bit, Ordering::SeqCst) & self.bit != 0
    }

    /// Whether a holder has confirmed since the confirmation was taken away.
    pub(super) fn is_confirmed(self) -> bool {
        self.word.load(Ordering::SeqCst) & self.bit != 0
    }

    /// Whether the buffer is invalidated.
    pub(super) fn is_invalidated(self) -> bool {
        self.header.invalidated.load(Ordering::SeqCst) != 0
    }

    /// Whether the buffer still is the same, is held, and has memory.
    pub(super) fn is_stuck(self) -> bool {
        self.is_current() && self.is_held() && self.chunk().is_some()
    }

    /// Counts a holder who never lets go.
    pub(super) fn hold(self) {
        self.header.holders.fetch_add(1, Ordering::SeqCst);
    }

    /// The memory of the buffer; `None` after it was [detached](Self::detach).
    pub(super) fn chunk(self) -> Option<ChunkDescriptor> {
        let segment = self.header.segment.load(Ordering::SeqCst);
        let chunk = self.header.chunk.load(Ordering::SeqCst);
        let len = NonZeroUsize::new(self.header.len.load(Ordering::SeqCst))?;
        (segment != NO_SEGMENT).then(|| ChunkDescriptor::new(segment, chunk, len))
    }

    /// Takes the memory out of the entry, which stays in use for good.
    ///
    /// A late reader finds no memory to map. A late release takes one from the count of this entry, which can no
    /// longer become 0, and not from the count of another buffer that the entry was given to.
    pub(super) fn detach(self) {
        self.hold();
        self.header.segment.store(NO_SEGMENT, Ordering::SeqCst);
    }

    /// Makes an invalidated buffer valid again; `false` if it has been collected since.
    ///
    /// zenoh's watchdog has forgotten the buffer, and will not invalidate it again.
    pub(super) fn revive(self) -> bool {
        self.confirm();
        let is_current = self.is_current();
        if is_current {
            self.header.invalidated.store(0, Ordering::SeqCst);
        }
        is_current
    }

    /// Invalidates the buffer, as the watchdog does.
    pub(super) fn invalidate(self) {
        if self.is_current() {
            self.header.invalidated.store(1, Ordering::SeqCst);
            if !self.is_current() {
                // It was collected and given to another in between, whom this does not concern.
                self.header.invalidated.store(0, Ordering::SeqCst);
            }
        }
    }
}

/// The table with this number, mapped on first use and for good.
fn table(id: u16) -> Option<&'static Mapped> {
    let mut tables = TABLES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, table)) = tables.iter().find(|(known, _)| *known == id) {
        return *table;
    }
    let table = map(id);
    if table.is_none() {
        tracing::debug!("zenoh's table of buffers cannot be mapped; messages in flight are not revived");
    }
    tables.push((id, table));
    table
}

fn map(id: u16) -> Option<&'static Mapped> {
    let file = fs::metadata(format!("/dev/shm/{id}.zenoh")).ok()?;
    if file.len() != TABLE_BYTES {
        return None;
    }
    let mapped = Mapped::open(id).ok()?;
    Some(Box::leak(Box::new(mapped)))
}

#[cfg(test)]
impl Entry {
    /// Has zenoh's validator invalidate the buffer and forget it, as after a pause of this process.
    pub(super) fn starve(self) {
        while !self.is_invalidated() {
            self.take_confirmation();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{pool::ShmPool, test_pool::made},
        *,
    };
    use zenoh::shm::ShmBuf;

    #[test]
    fn a_buffer_that_was_invalidated_is_valid_again() {
        let Some(pool) = made(ShmPool::of(500_000)) else {
            return;
        };
        let shm = pool.acquire(1000).expect("there is room").into_zshm();
        let entry = Entry::of(&shm).expect("the table can be mapped where a pool can be made");
        assert!(entry.is_current() && entry.is_held());
        entry.invalidate();
        assert!(!shm.is_valid());
        assert!(entry.revive());
        assert!(shm.is_valid());
    }

    #[test]
    fn a_confirmation_is_of_one_buffer_only() {
        let Some(pool) = made(ShmPool::of(500_000)) else {
            return;
        };
        let held = [1000, 2000].map(|len| pool.acquire(len).expect("there is room").into_zshm());
        let [one, other] = held.each_ref().map(|shm| Entry::of(shm).expect("it is there"));
        one.confirm();
        other.confirm();
        assert!(one.take_confirmation());
        assert_ne!((one.word.as_ptr(), one.bit), (other.word.as_ptr(), other.bit));
    }

    #[test]
    fn the_entry_of_a_collected_buffer_is_no_longer_touched() {
        let Some(pool) = made(ShmPool::of(500_000)) else {
            return;
        };
        let pool = pool.with_retention(super::super::RetentionLimits::none());
        let shm = pool.acquire(1000).expect("there is room").into_zshm();
        let entry = Entry::of(&shm).expect("it is there");
        drop(shm);
        while entry.is_current() {
            drop(pool.acquire(1000));
        }
        entry.invalidate();
        assert!(!entry.is_invalidated());
        assert!(!entry.revive());
    }
}
