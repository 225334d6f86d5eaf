//! Limits for the memory that reading a message allocates. A test binary that measures it uses [`Watching`]
//! as its allocator.
#![allow(unsafe_code)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use ros_z_core::CdrSlice;
use zenoh_buffers::ZBuf;

/// Counts the allocations of this thread.
#[derive(Clone, Copy, Debug)]
pub struct Watching;

/// The allocations of a closure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Allocations {
    /// The largest single allocation, in bytes.
    pub largest: usize,
    /// The peak of allocated bytes.
    pub peak: usize,
}

thread_local! {
    static LIVE: Cell<isize> = const { Cell::new(0) };
    static PEAK: Cell<isize> = const { Cell::new(0) };
    static LARGEST: Cell<usize> = const { Cell::new(0) };
}

/// Adds to the current total. It is signed, because a block may be freed by another thread, or allocated
/// before the count.
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

// `realloc` and `alloc_zeroed` are the provided methods: they call these two, and a block that grows counts
// twice meanwhile.
// SAFETY: every call is passed on to the system allocator unchanged.
unsafe impl GlobalAlloc for Watching {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size() as isize);
        let _ = LARGEST.try_with(|largest| largest.set(largest.get().max(layout.size())));
        // SAFETY: the caller's promises are passed on unchanged.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        count(-(layout.size() as isize));
        // SAFETY: the caller's promises are passed on unchanged.
        unsafe { System.dealloc(pointer, layout) }
    }
}

/// Runs a closure, and returns its allocations on this thread, without earlier ones.
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

/// The peak of bytes that reading a message may allocate for each byte of the message.
///
/// A member is larger in memory than on the wire. The largest ratios of bytes in memory to the least bytes on
/// the wire: `CdrSlice` 72 to 4, `ZBuf` and `Bytes` 32 to 4, `Vec` and `String` 24 to 4. A growing vector of
/// such members contains them once, and has room for twice as many: 3 × 72 / 4 = 54.
pub const MOST_PER_BYTE: usize = 64;

/// The largest of these ratios.
const LARGEST_MEMBER: usize = size_of::<CdrSlice<'_, u8>>();
const _: () = assert!(3 * LARGEST_MEMBER <= 4 * MOST_PER_BYTE && size_of::<ZBuf>() <= LARGEST_MEMBER);

/// Bytes that reading may allocate for a message of any length: the parts that even a short message has.
pub const MOST_AT_ALL: usize = 1024;

/// Returns the peak of bytes that reading a message of `len` bytes may allocate.
#[must_use]
pub const fn most_for(len: usize) -> usize {
    MOST_PER_BYTE.saturating_mul(len).saturating_add(MOST_AT_ALL)
}
