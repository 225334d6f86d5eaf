//! The memory of the futexes: a sealed `memfd`, which has no name in any file system and ends with its last process. And
//! the reference: a futex word in each direction, without a descriptor.

use std::fs::{File, OpenOptions};
use std::os::fd::AsRawFd;
use std::ptr::{NonNull, null_mut};
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use rustix::fs::{MemfdFlags, SealFlags, fcntl_add_seals, ftruncate, memfd_create};
use rustix::mm::{MapFlags, ProtFlags, mmap};
use rustix::thread::futex;

use super::carrier::{Carrier, Descriptor, Side, Waiting};

/// The number of descriptors that fit into one direction.
pub const SLOTS: usize = 64;

/// A word on a cache line of its own.
#[repr(C, align(64))]
pub struct Word(pub AtomicU32);

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

/// Creates the memory, and returns the argument with which another process opens it.
pub fn create() -> zenoh::Result<(&'static Memory, String)> {
    let file = memfd_create("handoff", MemfdFlags::ALLOW_SEALING | MemfdFlags::CLOEXEC)?;
    ftruncate(&file, size_of::<Memory>() as u64)?;
    fcntl_add_seals(&file, SealFlags::GROW | SealFlags::SHRINK | SealFlags::SEAL)?;
    let file = File::from(file);
    let address = format!("{}/{}", std::process::id(), file.as_raw_fd());
    Ok((map(file)?, address))
}

/// Opens the memory that another process created.
pub fn open(address: &str) -> zenoh::Result<&'static Memory> {
    let (process, number) = address.split_once('/').ok_or("no file number")?;
    let path = format!("/proc/{process}/fd/{number}");
    map(OpenOptions::new().read(true).write(true).open(path)?)
}

/// Maps the memory until this process ends.
fn map(file: File) -> zenoh::Result<&'static Memory> {
    let bytes = size_of::<Memory>();
    if file.metadata()?.len() != bytes as u64 {
        return Err("the memory has another length".into());
    }
    let access = ProtFlags::READ | ProtFlags::WRITE;
    // SAFETY: `mmap` requires that no Rust memory is replaced: without `FIXED` the kernel chooses an unused range.
    let start = unsafe { mmap(null_mut(), bytes, access, MapFlags::SHARED, &file, 0) }?;
    // The other process opens it through this one.
    std::mem::forget(file);
    let start = NonNull::new(start.cast::<Memory>()).ok_or("no address")?;
    // SAFETY: `as_ref` requires an aligned, dereferenceable and initialized value without non-atomic writes. Aligned: a
    // mapping starts at a page. Dereferenceable: the file is as long as `Memory`, its seals keep it so, and it is never
    // unmapped. Initialized: a new file contains zeros, and every bit pattern is valid for atomic integers. Writes: both
    // processes access it only through this type.
    Ok(unsafe { start.as_ref() })
}

/// Sleeps until the word is no longer `value`. Returns early at times.
pub fn sleep(word: &AtomicU32, value: u32) {
    let _ = futex::wait(word, futex::Flags::empty(), value, None);
}

/// Wakes the process that sleeps at the word.
pub fn wake(word: &AtomicU32) {
    let _ = futex::wake(word, futex::Flags::empty(), 1);
}

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
