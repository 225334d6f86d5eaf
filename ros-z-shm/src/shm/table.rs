//! zenoh's table of buffers, mapped a second time. For each buffer of the process it has the count of
//! holders, whether the buffer is valid, and one bit by which its holders confirm that they live.
//!
//! zenoh's watchdog takes the bits away every 100 ms, and invalidates for good each buffer whose bit it
//! finds taken: also one that is held, if the thread that confirms did not run in between. It offers no
//! way to prevent or undo that, so this is done here, on the table itself. Which buffers deserve it
//! is not known here.
//!
//! The layout is private to zenoh-shm 1.9.0, hence the exact pin in the workspace's manifest. It is compared with
//! a buffer whose entry is known before it is used; if anything differs, there are no entries, and
//! messages are not revived.
//!
//! The file is long because the `unsafe` access to the table and the tests of its layout stay in one room.
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

/// How many buffers a table has room for.
const ENTRIES: usize = 32_768;

/// The segment of a buffer whose memory has been taken back: there is no file of this number, and so nobody maps it.
pub(super) const NO_SEGMENT: SegmentID = SegmentID::MAX;

/// How many bits are in a word.
const BITS: usize = u64::BITS as usize;

/// The part of the table for one buffer, as zenoh 1.9 lays it out.
///
/// Only atomics, for which every byte is a value: another process may write anything here at any time.
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

const _: () = assert!(size_of::<Table>() as u64 == TABLE_BYTES && align_of::<Table>() <= 4096);

/// The tables that have been asked for; `None` for one that could not be mapped.
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
    /// The entry of `shm`, a buffer of this process, or one of another process that is passed on. `None` where the table
    /// cannot be mapped, where its layout is not the known one, or where it does not agree with the buffer.
    pub(super) fn of(shm: &ZShm) -> Option<Self> {
        if !is_layout_known() {
            return None;
        }
        let slice = ZSlice::from(shm.clone());
        let inner = slice.downcast_ref::<ShmBufInner>()?;
        let entry = Self::find(inner)?;
        let agrees = entry.is_current()
            && entry.header.len.load(Ordering::Relaxed) == inner.capacity().get()
            && entry.header.protocol.load(Ordering::Relaxed) == inner.protocol()
            && entry.is_held();
        agrees.then_some(entry)
    }

    /// The place in the table that `inner` names.
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
    pub(super) fn restore(self) -> bool {
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
fn table(id: u16) -> Option<&'static Table> {
    let mut tables = TABLES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, table)) = tables.iter().find(|(expected, _)| *expected == id) {
        return *table;
    }
    let table = map(id);
    if table.is_none() {
        tracing::debug!("zenoh's table of buffers cannot be mapped; messages in flight are not revived");
    }
    tables.push((id, table));
    table
}

#[cfg(target_os = "linux")]
fn map(id: u16) -> Option<&'static Table> {
    use super::mapping::Mapping;
    let mapping = Mapping::open(id.into()).ok()?;
    // A number may have been that of another process before: zenoh keeps the table that it mapped first.
    if mapping.len() != size_of::<Table>() || !mapping.is_only_file_of_its_number() {
        return None;
    }
    let mapping: &'static Mapping = Box::leak(Box::new(mapping));
    let start = mapping.start().cast::<Table>();
    // SAFETY: `as_ref` needs a pointer that is aligned, dereferenceable, to an initialized value that nobody
    // writes for as long as the reference lives. The mapping is as long as a `Table`, as compared above, aligned to a page, as
    // `start` promises (a `Table` needs no more, as asserted beside it), and stays mapped for ever, as it is
    // leaked. Memory of a file is initialized, and a `Table` consists of integers. Others write to it, but all of it is
    // atomics, which are interior mutable; zenoh and this file access each field with atomic operations of the size of the
    // field only, also in other processes. That the file is as long as this for ever is its owner's promise: zenoh sets
    // the length once.
    Some(unsafe { start.as_ref() })
}

#[cfg(not(target_os = "linux"))]
fn map(_: u16) -> Option<&'static Table> {
    None
}

/// How many buffers are tried until one was not confirmed away in the moment between its allocation and the look at it.
const TRIES: usize = 3;

const UNKNOWN: u8 = 0;
const AGREES: u8 = 1;
const DIFFERS: u8 = 2;

/// The outcome of the comparison.
static LAYOUT: AtomicU8 = AtomicU8::new(UNKNOWN);

/// Whether the table is laid out as it is here. Compared at the first call for which this process may allocate a buffer.
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
                    "zenoh's table of buffers is not laid out as in zenoh-shm 1.9.0; messages in flight are not revived \
                     after this process was suspended: build with zenoh-shm 1.9.0"
                );
            }
            LAYOUT.store(if agrees { AGREES } else { DIFFERS }, Ordering::Release);
        }
    }
    LAYOUT.load(Ordering::Acquire) == AGREES
}

/// What is known of a buffer without the table.
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
    /// Whether the header is of a valid buffer of which this is known.
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

/// Compares the table with a buffer of a segment of its own; `None` where that cannot be had.
fn compare() -> Option<bool> {
    let backend = CdrAlignedBackend::new(1).ok()?;
    let provider = ShmProviderBuilder::backend(backend).wait();
    let mut agrees = false;
    for _ in 0..TRIES {
        let (buffer, segment) = segment::first_buffer(&provider).ok()??;
        exit::remove_files_of(&buffer, None);
        // The table of a process that could allocate can be mapped, or is not what it is taken for.
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

/// Whether the entry of `buffer` says what is known of it, and changes with it, and the buffer with the entry.
fn agrees_with(buffer: &zshm, expected: impl Fn(u32, u32) -> ExpectedHeader) -> bool {
    let one = ZSlice::from(buffer.to_owned());
    let Some(inner) = one.downcast_ref::<ShmBufInner>() else {
        return false;
    };
    let Some(entry) = Entry::find(inner) else {
        return false;
    };
    // zenoh confirms a buffer when it is made.
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
    use std::cell::Cell;

    thread_local! {
        /// Has this thread do as if the layout were another one.
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
    fn an_entry_that_says_anything_else_than_the_buffer_differs() {
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
    fn with_another_layout_messages_are_published_without_the_table() {
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
        assert!(!entry.restore());
    }
}
