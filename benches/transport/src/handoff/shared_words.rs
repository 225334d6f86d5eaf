//! The memory of the futexes, and the reference: a futex word in each direction, without a descriptor.

use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use super::carrier::{Carrier, Descriptor, Side, Waiting};
use crate::shared_memory::{Shared, Word, sleep, wake};

/// The number of descriptors that fit into one direction.
pub const SLOTS: usize = 64;

/// One direction. All fields are atomics: another process may write anything at any time.
#[repr(C)]
pub struct Direction {
    /// The word of [`BareFutex`].
    bare: Word,
    /// Incremented for each message in the ring.
    pub bell: Word,
    /// Whether the receiver is about to sleep.
    pub sleeping: Word,
    pub written: Word,
    pub read: Word,
    pub slots: [[AtomicU64; 3]; SLOTS],
}

#[repr(C)]
pub struct Memory {
    pub directions: [Direction; 2],
}

// SAFETY: all fields are atomic integers, and no alignment is larger than a cache line.
unsafe impl Shared for Memory {}

/// A word that is incremented, and nothing else: always one call into the kernel to wake, and one to sleep.
pub struct BareFutex {
    out: &'static AtomicU32,
    back: &'static AtomicU32,
    seen: u32,
    waiting: Waiting,
}

impl BareFutex {
    pub fn new(side: Side, memory: &'static Memory) -> Self {
        let [out, back] = side.directions().map(|index| &memory.directions[index].bare.0);
        Self {
            out,
            back,
            seen: 0,
            waiting: Waiting::Blocked,
        }
    }

    pub fn waiting(&self) -> Waiting {
        self.waiting
    }
}

impl Carrier for BareFutex {
    fn name(&self) -> &'static str {
        "bare futex"
    }

    fn next(&mut self) -> Descriptor {
        [0, 0, u64::from(self.seen + 1)]
    }

    fn send(&mut self, _: &Descriptor) -> zenoh::Result<()> {
        self.out.fetch_add(1, Ordering::SeqCst);
        if self.waiting == Waiting::Blocked {
            wake(self.out);
        }
        Ok(())
    }

    fn begin(&mut self, waiting: Waiting) -> zenoh::Result<()> {
        self.waiting = waiting;
        Ok(())
    }

    fn receive(&mut self, waiting: Waiting) -> zenoh::Result<Descriptor> {
        while self.back.load(Ordering::SeqCst) == self.seen {
            match waiting {
                Waiting::Blocked => sleep(self.back, self.seen),
                Waiting::Polled => std::hint::spin_loop(),
            }
        }
        self.seen += 1;
        Ok([0, 0, u64::from(self.seen)])
    }
}
