//! zenoh's table of buffers, mapped a second time. For each buffer of a process, it contains the number of holders, the
//! validity, and one bit with which the holders confirm that they are alive.
//!
//! Every 100 ms, zenoh's watchdog clears the bits, and permanently invalidates each buffer whose bit is still clear:
//! also a buffer with a holder, if the confirming thread did not run in between. zenoh has no function to prevent or
//! undo this, so this file changes the table directly. `retention` decides for which buffers.
//!
//! The layout is private to zenoh-shm 1.9.0, hence the exact pin in the workspace's manifest. Before first use, the
//! layout is compared with a buffer whose entry is known. If anything differs, no entries are available, and messages
//! are not restored.
//!
//! This file is long because the `unsafe` access to the table and the tests of its layout belong in one place.
#![allow(unsafe_code)]

use std::{
    borrow::Borrow,
    mem::{align_of, size_of},
    num::NonZeroUsize,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU8, AtomicU32, AtomicU64, AtomicUsize, Ordering},
    },
};

use zenoh::{
    Wait,
    shm::{
        ChunkDescriptor, PosixShmClient, ProtocolID, SegmentID, ShmBuf, ShmProviderBuilder, WithProtocolID,
        ZShm, zshm,
    },
};
use zenoh_buffers::ZSlice;
use zenoh_shm::ShmBufInner;

use super::{
    backend::{CdrAlignedBackend, SKEW},
    exit, segment,
    zenoh_sizes::TABLE_BYTES,
};

/// The number of entries of a table.
const ENTRIES: usize = 32_768;

/// The segment of a buffer whose memory was recovered. No file has this number, so no process can map it.
pub(super) const NO_SEGMENT: SegmentID = SegmentID::MAX;

/// The number of bits in a word.
const BITS: usize = u64::BITS as usize;

/// The entry for one buffer, in the layout of zenoh 1.9.
///
/// All fields are atomics, for which every byte is valid: another process may write anything at any time.
#[repr(C)]
struct Header {
    holders: AtomicU32,
    invalidated: AtomicU8,
    /// Incremented each time that the entry is assigned to a buffer.
    generation: AtomicU32,
    protocol: AtomicU32,
    segment: AtomicU32,
    chunk: AtomicU32,
    len: AtomicUsize,
}

#[repr(C)]
struct Table {
    headers: [Header; ENTRIES],
    /// zenoh allocates a word for each entry, and uses the first of every 64.
    confirmed: [AtomicU64; ENTRIES],
}

const _: () = assert!(size_of::<Table>() as u64 == TABLE_BYTES && align_of::<Table>() <= 4096);

/// The tables that were requested; `None` for a table that could not be mapped.
static TABLES: Mutex<Vec<(u16, Option<&'static Table>)>> = Mutex::new(Vec::new());

/// The entry of one buffer.
#[derive(Clone, Copy)]
pub(super) struct Entry {
    header: &'static Header,
    word: &'static AtomicU64,
    bit: u64,
    generation: u32,
}

impl Entry {
    /// As [`of_slice`](Self::of_slice).
    pub(super) fn of(shm: &ZShm) -> Option<Self> {
        Self::of_slice(&ZSlice::from(shm.clone()))
    }

    /// Returns the entry of a buffer of this process, or of a forwarded one of another process. Returns `None` if the
    /// table cannot be mapped, if its layout is unknown, or if the entry does not match the buffer.
    pub(super) fn of_slice(slice: &ZSlice) -> Option<Self> {
        if !is_layout_known() {
            return None;
        }
        let inner = slice.downcast_ref::<ShmBufInner>()?;
        let entry = Self::find(inner)?;
        let agrees = entry.is_current()
            && entry.header.len.load(Ordering::Relaxed) == inner.capacity().get()
            && entry.header.protocol.load(Ordering::Relaxed) == inner.protocol()
            && entry.is_held();
        agrees.then_some(entry)
    }

    /// Returns the entry that `inner` refers to; `None` if it belongs to another buffer now, or if the layout of the
    /// table is unknown.
    pub(super) fn of_inner(inner: &ShmBufInner) -> Option<Self> {
        if !is_layout_known() {
            return None;
        }
        Self::find(inner).filter(|entry| entry.is_current())
    }

    /// Returns the entry that `inner` refers to.
    fn find(inner: &ShmBufInner) -> Option<Self> {
        if inner.protocol() != (PosixShmClient {}).id() {
            return None;
        }
        let table = table(inner.info.metadata.id)?;
        let index = usize::from(inner.info.metadata.index);
        Some(Self {
            header: table.headers.get(index)?,
            word: table.confirmed.get(index / BITS)?,
            bit: 1 << (index % BITS),
            generation: inner.info.generation,
        })
    }

    /// Returns whether the entry still belongs to the same buffer.
    pub(super) fn is_current(self) -> bool {
        self.header.generation.load(Ordering::SeqCst) == self.generation
    }

    /// Returns whether the buffer has a holder.
    pub(super) fn is_held(self) -> bool {
        self.header.holders.load(Ordering::SeqCst) > 0
    }

    /// Confirms that a holder is alive.
    pub(super) fn confirm(self) {
        self.word.fetch_or(self.bit, Ordering::SeqCst);
    }

    /// Clears the confirmation. Returns whether it was set.
    pub(super) fn take_confirmation(self) -> bool {
        self.word.fetch_and(!self.bit, Ordering::SeqCst) & self.bit != 0
    }

    /// Returns whether a holder has confirmed since the confirmation was cleared.
    pub(super) fn is_confirmed(self) -> bool {
        self.word.load(Ordering::SeqCst) & self.bit != 0
    }

    /// Returns whether the buffer is invalidated.
    pub(super) fn is_invalidated(self) -> bool {
        self.header.invalidated.load(Ordering::SeqCst) != 0
    }

    /// Returns whether the entry still belongs to the same buffer, has a holder, and has memory.
    pub(super) fn is_stuck(self) -> bool {
        self.is_current() && self.is_held() && self.chunk().is_some()
    }

    /// Adds a holder that never releases the buffer.
    pub(super) fn hold(self) {
        self.header.holders.fetch_add(1, Ordering::SeqCst);
    }

    /// Returns the memory of the buffer; `None` after [`detach`](Self::detach).
    pub(super) fn chunk(self) -> Option<ChunkDescriptor> {
        let segment = self.header.segment.load(Ordering::SeqCst);
        let chunk = self.header.chunk.load(Ordering::SeqCst);
        let len = NonZeroUsize::new(self.header.len.load(Ordering::SeqCst))?;
        (segment != NO_SEGMENT).then(|| ChunkDescriptor::new(segment, chunk, len))
    }

    /// Removes the memory from the entry. The entry then remains in use permanently.
    ///
    /// A late reader finds no memory to map. A late release decrements the count of this entry, which can no longer
    /// reach 0, and not the count of another buffer that reuses the entry.
    pub(super) fn detach(self) {
        self.hold();
        self.header.segment.store(NO_SEGMENT, Ordering::SeqCst);
    }

    /// Makes an invalidated buffer valid again. Returns `false` if it was collected in the meantime.
    ///
    /// zenoh's watchdog no longer watches the buffer, so it does not invalidate it again.
    pub(super) fn restore(self) -> bool {
        self.confirm();
        let is_current = self.is_current();
        if is_current {
            self.header.invalidated.store(0, Ordering::SeqCst);
        }
        is_current
    }

    /// Invalidates the buffer, as zenoh's watchdog does.
    pub(super) fn invalidate(self) {
        if self.is_current() {
            self.header.invalidated.store(1, Ordering::SeqCst);
            if !self.is_current() {
                // The entry was collected and reassigned in between; the new buffer stays valid.
                self.header.invalidated.store(0, Ordering::SeqCst);
            }
        }
    }
}

/// Returns the table with this number. It is mapped on first use, permanently.
fn table(id: u16) -> Option<&'static Table> {
    let mut tables = TABLES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, table)) = tables.iter().find(|(expected, _)| *expected == id) {
        return *table;
    }
    let table = map(id);
    if table.is_none() {
        tracing::debug!(
            "cannot map zenoh's table of buffers {id}; messages in flight are not restored after this process was suspended"
        );
    }
    tables.push((id, table));
    table
}

#[cfg(target_os = "linux")]
fn map(id: u16) -> Option<&'static Table> {
    use super::mapping::Mapping;
    let mapping = Mapping::open(id.into()).ok()?;
    // Another process may have used the number before: zenoh keeps the table that it mapped first.
    if mapping.len() != size_of::<Table>() || !mapping.is_only_file_of_its_number() {
        return None;
    }
    let mapping: &'static Mapping = Box::leak(Box::new(mapping));
    let start = mapping.start().cast::<Table>();
    // SAFETY: `as_ref` requires an aligned, dereferenceable pointer to an initialized value that nothing writes to
    // non-atomically while the reference is alive. Aligned: `start` promises alignment to a page, and a `Table` needs
    // no more, as asserted after its definition. Dereferenceable: the mapping is as long as a `Table`, as compared
    // above, and stays mapped for the life of the process, because it is leaked. Initialized: memory of a file is
    // initialized, and every bit pattern is valid for the integers of a `Table`. Writes: all fields are atomics, which
    // are interior mutable; zenoh and this file access each field only with atomic operations of the size of the field,
    // also in other processes. The file keeps its length, as its owner promises: zenoh sets the length once.
    Some(unsafe { start.as_ref() })
}

#[cfg(not(target_os = "linux"))]
fn map(_: u16) -> Option<&'static Table> {
    None
}

/// The number of buffers to try until the watchdog does not clear the bit of one between its allocation and the
/// comparison.
const TRIES: usize = 3;

const UNKNOWN: u8 = 0;
const AGREES: u8 = 1;
const DIFFERS: u8 = 2;

/// The result of the comparison.
static LAYOUT: AtomicU8 = AtomicU8::new(UNKNOWN);

/// Returns whether the table has the layout of this file. The first call compares them, as soon as this process may
/// allocate a buffer.
pub(super) fn is_layout_known() -> bool {
    static TURN: Mutex<()> = Mutex::new(());
    #[cfg(test)]
    if tests::DIFFERS_HERE.get() {
        return false;
    }
    if LAYOUT.load(Ordering::Acquire) == UNKNOWN {
        let _turn: MutexGuard<'_, ()> = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        if LAYOUT.load(Ordering::Acquire) == UNKNOWN
            && let Some(agrees) = compare()
        {
            if !agrees {
                tracing::warn!(
                    "the layout of zenoh's table of buffers differs from zenoh-shm 1.9.0; messages in flight are not restored \
                     after this process was suspended; build with zenoh-shm 1.9.0"
                );
            }
            LAYOUT.store(if agrees { AGREES } else { DIFFERS }, Ordering::Release);
        }
    }
    LAYOUT.load(Ordering::Acquire) == AGREES
}

/// The contents of an entry that are known without the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct ExpectedHeader {
    protocol: ProtocolID,
    segment: SegmentID,
    chunk: u32,
    len: usize,
    generation: u32,
    holders: u32,
}

impl Header {
    /// Returns whether the header has these contents and is valid.
    fn agrees(&self, expected: &ExpectedHeader) -> bool {
        let found = ExpectedHeader {
            protocol: self.protocol.load(Ordering::SeqCst),
            segment: self.segment.load(Ordering::SeqCst),
            chunk: self.chunk.load(Ordering::SeqCst),
            len: self.len.load(Ordering::SeqCst),
            generation: self.generation.load(Ordering::SeqCst),
            holders: self.holders.load(Ordering::SeqCst),
        };
        found == *expected && self.invalidated.load(Ordering::SeqCst) == 0
    }
}

/// Compares the table with a buffer in a segment of its own. Returns `None` if no buffer could be allocated.
fn compare() -> Option<bool> {
    let backend = CdrAlignedBackend::new(1).ok()?;
    let provider = ShmProviderBuilder::backend(backend).wait();
    let mut agrees = false;
    for _ in 0..TRIES {
        let (buffer, segment) = segment::first_buffer(&provider).ok()??;
        exit::remove_files_of(&buffer, None);
        // A process that could allocate can also map the table, or the file is not a table.
        let expected = |generation, holders| ExpectedHeader {
            protocol: (PosixShmClient {}).id(),
            segment,
            // The first piece of the segment, of 8 bytes.
            chunk: SKEW as u32,
            len: 8 - SKEW,
            generation,
            holders,
        };
        agrees = agrees_with(buffer.borrow(), expected);
        drop(buffer);
        if agrees {
            break;
        }
    }
    Some(agrees)
}

/// Returns whether the entry of `buffer` has the expected contents and follows the buffer, and the buffer follows the
/// entry.
fn agrees_with(buffer: &zshm, expected: impl Fn(u32, u32) -> ExpectedHeader) -> bool {
    let one = ZSlice::from(buffer.to_owned());
    let Some(inner) = one.downcast_ref::<ShmBufInner>() else {
        return false;
    };
    let Some(entry) = Entry::find(inner) else {
        return false;
    };
    // zenoh confirms a buffer when it creates it.
    let was_confirmed = entry.word.load(Ordering::SeqCst) & entry.bit != 0;
    let generation = inner.info.generation;
    let two = entry.header.agrees(&expected(generation, 2));
    let other = one.clone();
    let more = buffer.to_owned();
    let three = entry.header.agrees(&expected(generation, 3));
    entry.header.invalidated.store(1, Ordering::SeqCst);
    let is_invalid = !buffer.is_valid();
    entry.header.invalidated.store(0, Ordering::SeqCst);
    let is_valid = buffer.is_valid();
    entry.header.generation.fetch_add(1, Ordering::SeqCst);
    let is_outdated = !buffer.is_valid();
    entry.header.generation.fetch_sub(1, Ordering::SeqCst);
    drop((more, other));
    let two_again = entry.header.agrees(&expected(generation, 2));
    was_confirmed && two && three && two_again && is_invalid && is_valid && is_outdated
}

#[cfg(test)]
impl Entry {
    /// Waits until zenoh's validator invalidates the buffer and stops watching it, as after a suspension of this
    /// process. The validator does not watch a buffer that was restored before, on a machine that had suspended this process:
    /// such a buffer is invalidated after a while.
    pub(super) fn starve(self) {
        let start = std::time::Instant::now();
        while !self.is_invalidated() {
            self.take_confirmation();
            if start.elapsed().as_secs() >= 5 {
                self.invalidate();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{pool::ShmPool, test_pool::made},
        *,
    };
    use std::cell::Cell;

    thread_local! {
        /// Simulates another layout on this thread.
        pub(super) static DIFFERS_HERE: Cell<bool> = const { Cell::new(false) };
    }

    #[test]
    fn the_layout_is_the_known_one() {
        if made(ShmPool::of(500_000)).is_none() {
            return;
        }
        assert_eq!(compare(), Some(true));
        assert!(is_layout_known());
    }

    #[test]
    fn an_entry_that_differs_from_its_buffer_in_one_field_does_not_agree() {
        let expected = ExpectedHeader {
            protocol: 1,
            segment: 2,
            chunk: 3,
            len: 4,
            generation: 5,
            holders: 6,
        };
        let header = |invalidated: u8| Header {
            holders: AtomicU32::new(6),
            invalidated: AtomicU8::new(invalidated),
            generation: AtomicU32::new(5),
            protocol: AtomicU32::new(1),
            segment: AtomicU32::new(2),
            chunk: AtomicU32::new(3),
            len: AtomicUsize::new(4),
        };
        assert!(header(0).agrees(&expected));
        assert!(!header(1).agrees(&expected));
        for other in [
            ExpectedHeader {
                protocol: 9,
                ..expected
            },
            ExpectedHeader {
                segment: 9,
                ..expected
            },
            ExpectedHeader { chunk: 9, ..expected },
            ExpectedHeader { len: 9, ..expected },
            ExpectedHeader {
                generation: 9,
                ..expected
            },
            ExpectedHeader {
                holders: 9,
                ..expected
            },
        ] {
            assert!(!header(0).agrees(&other), "{other:?}");
        }
        let Some(pool) = made(ShmPool::of(500_000)) else {
            return;
        };
        let shm = pool.acquire(1000).expect("there is room").into_zshm();
        let wrong = |generation, holders| ExpectedHeader {
            generation,
            holders,
            ..expected
        };
        assert!(!agrees_with(shm.borrow(), wrong));
        assert!(shm.is_valid());
    }

    #[test]
    fn messages_are_published_without_the_table_if_its_layout_differs() {
        let Some(pool) = made(ShmPool::of(500_000)) else {
            return;
        };
        DIFFERS_HERE.set(true);
        let shm = pool.acquire(1000).expect("there is room").into_zshm();
        assert!(Entry::of(&shm).is_none());
        drop(shm);
        let again = pool.acquire(1000).expect("there is room");
        assert!(again.is_recycled());
        DIFFERS_HERE.set(false);
        assert!(Entry::of(&again.into_zshm()).is_some());
    }

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
        assert!(entry.restore());
        assert!(shm.is_valid());
    }

    #[test]
    fn a_confirmation_is_of_one_buffer_only() {
        let Some(pool) = made(ShmPool::of(500_000)) else {
            return;
        };
        let held = [1000, 2000].map(|len| pool.acquire(len).expect("there is room").into_zshm());
        let [one, other] = held
            .each_ref()
            .map(|shm| Entry::of(shm).expect("the buffer has an entry"));
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
        let entry = Entry::of(&shm).expect("the buffer has an entry");
        drop(shm);
        while entry.is_current() {
            drop(pool.acquire(1000));
        }
        entry.invalidate();
        assert!(!entry.is_invalidated());
        assert!(!entry.restore());
    }
}
