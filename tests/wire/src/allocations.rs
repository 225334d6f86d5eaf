//! How much memory reading a message takes, and how much it may take. A test binary
//! that asks makes [`Watching`] its allocator.
#![allow(unsafe_code)]

use ros_z_core::CdrSlice;
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use zenoh_buffers::ZBuf;

/// Counts what this thread allocates.
#[derive(Clone, Copy, Debug)]
pub struct Watching;

/// What was allocated while something ran.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Allocations {
    /// The largest single allocation, in bytes.
    pub largest: usize,
    /// The most bytes that were allocated at one time.
    pub peak: usize,
}

thread_local! {
    static LIVE: Cell<isize> = const { Cell::new(0) };
    static PEAK: Cell<isize> = const { Cell::new(0) };
    static LARGEST: Cell<usize> = const { Cell::new(0) };
}

/// Adds to what is allocated. A block may be freed by another thread, or before it was watched: hence the sign.
fn count(bytes: isize) {
    // Nothing is counted while the thread ends.
    let live = LIVE.try_with(|live| {
        live.set(live.get().saturating_add(bytes));
        live.get()
    });
    if let Ok(live) = live {
        let _ = PEAK.try_with(|peak| peak.set(peak.get().max(live)));
    }
}

// `realloc` and `alloc_zeroed` are the provided ones: made of these two, and a block that grows counts twice meanwhile.
// SAFETY: every call is passed on to the system allocator unchanged.
unsafe impl GlobalAlloc for Watching {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size() as isize);
        let _ = LARGEST.try_with(|largest| largest.set(largest.get().max(layout.size())));
        // SAFETY: as the caller promises.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        count(-(layout.size() as isize));
        // SAFETY: as the caller promises.
        unsafe { System.dealloc(pointer, layout) }
    }
}

/// Runs something, and tells what it allocated on this thread beyond what was there before.
pub fn watch<R>(run: impl FnOnce() -> R) -> (R, Allocations) {
    let before = LIVE.get();
    PEAK.set(before);
    LARGEST.set(0);
    let result = run();
    let allocations = Allocations {
        largest: LARGEST.get(),
        peak: usize::try_from(PEAK.get() - before).unwrap_or_default(),
    };
    (result, allocations)
}

/// The most bytes that reading a message may have allocated at one time for each byte of the message.
///
/// A member is larger in memory than on the wire. Those that lead are, with their least bytes on the wire: `CdrSlice` with
/// 72 for 4, `ZBuf` and `Bytes` with 32 for 4, `Vec` and `String` with 24 for 4. A vector of such members that
/// grows holds them once, and room for twice as many: 3 × 72 / 4 = 54.
pub const MOST_PER_BYTE: usize = 64;

/// The largest of these.
const LARGEST_MEMBER: usize = size_of::<CdrSlice<'_, u8>>();
const _: () = assert!(3 * LARGEST_MEMBER <= 4 * MOST_PER_BYTE && size_of::<ZBuf>() <= LARGEST_MEMBER);

/// What reading may have allocated at one time for a message of any length: the parts that even a short one has.
pub const MOST_AT_ALL: usize = 1024;

/// The most that reading a message of `len` bytes may have allocated at one time.
#[must_use]
pub const fn most_for(len: usize) -> usize {
    MOST_PER_BYTE.saturating_mul(len).saturating_add(MOST_AT_ALL)
}
