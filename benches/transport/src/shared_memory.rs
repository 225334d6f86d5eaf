//! Memory that several processes map: a sealed `memfd`, which has no name in any file system and ends with its last
//! process. And the futex calls on its words.

use std::fs::{File, OpenOptions};
use std::os::fd::AsRawFd;
use std::ptr::{NonNull, null_mut};
use std::sync::atomic::AtomicU32;
use std::time::Duration;

use rustix::fs::{MemfdFlags, SealFlags, fcntl_add_seals, ftruncate, memfd_create};
use rustix::mm::{MapFlags, ProtFlags, mmap};
use rustix::thread::futex;
use rustix::time::Timespec;

/// A word on a cache line of its own.
#[repr(C, align(64))]
pub struct Word(pub AtomicU32);

/// A type that can be in the memory.
///
/// # Safety
///
/// All fields are atomic integers, or types of atomic integers: another process may write anything at any time. The
/// alignment is at most that of a page.
pub unsafe trait Shared: 'static {}

/// Creates the memory, and returns the argument with which another process opens it.
pub fn create<T: Shared>() -> zenoh::Result<(&'static T, String)> {
    let file = memfd_create("bench", MemfdFlags::ALLOW_SEALING | MemfdFlags::CLOEXEC)?;
    ftruncate(&file, size_of::<T>() as u64)?;
    fcntl_add_seals(&file, SealFlags::GROW | SealFlags::SHRINK | SealFlags::SEAL)?;
    let file = File::from(file);
    let address = format!("{}/{}", std::process::id(), file.as_raw_fd());
    Ok((map(file)?, address))
}

/// Opens the memory that another process created.
pub fn open<T: Shared>(address: &str) -> zenoh::Result<&'static T> {
    let (process, number) = address.split_once('/').ok_or("no file number")?;
    let path = format!("/proc/{process}/fd/{number}");
    map(OpenOptions::new().read(true).write(true).open(path)?)
}

/// Returns a name for the connections of these processes that are not found through the memory.
pub fn name(address: &str) -> String {
    address.replace('/', "-")
}

/// Maps the memory until this process ends.
fn map<T: Shared>(file: File) -> zenoh::Result<&'static T> {
    let bytes = size_of::<T>();
    if file.metadata()?.len() != bytes as u64 {
        return Err("the memory has another length".into());
    }
    let access = ProtFlags::READ | ProtFlags::WRITE;
    // SAFETY: `mmap` requires that no Rust memory is replaced: without `FIXED` the kernel chooses an unused range.
    let start = unsafe { mmap(null_mut(), bytes, access, MapFlags::SHARED, &file, 0) }?;
    // The other process opens it through this one.
    std::mem::forget(file);
    let start = NonNull::new(start.cast::<T>()).ok_or("no address")?;
    // SAFETY: `as_ref` requires an aligned, dereferenceable and initialized value without non-atomic writes. Aligned: a
    // mapping starts at a page, and `Shared` promises that this is enough. Dereferenceable: the file is as long as `T`,
    // its seals keep it so, and it is never unmapped. Initialized: a new file contains zeros, and every bit pattern is
    // valid for the atomic integers that `Shared` promises. Writes: all processes access it only through this type.
    Ok(unsafe { start.as_ref() })
}

/// Sleeps until the word is no longer `value`. Returns early at times.
pub fn sleep(word: &AtomicU32, value: u32) {
    let _ = futex::wait(word, futex::Flags::empty(), value, None);
}

/// As [`sleep`], but not longer than `timeout`.
pub fn sleep_at_most(word: &AtomicU32, value: u32, timeout: Duration) {
    let timeout = Timespec::try_from(timeout).ok();
    let _ = futex::wait(word, futex::Flags::empty(), value, timeout.as_ref());
}

/// Wakes one process that sleeps at the word.
pub fn wake(word: &AtomicU32) {
    let _ = futex::wake(word, futex::Flags::empty(), 1);
}

/// Wakes all processes that sleep at the word.
pub fn wake_all(word: &AtomicU32) {
    let _ = futex::wake(word, futex::Flags::empty(), i32::MAX as u32);
}
