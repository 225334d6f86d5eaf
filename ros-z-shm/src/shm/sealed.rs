//! Memory files of fixed size (`memfd_create` with seals), mapped into this process as slices of atomics. Processes of
//! one user share them through `/proc/<pid>/fd`, so there is no name in the file system, and nothing to remove. The
//! meaning of the words is in `lane`.
//!
//! The seals prevent every process from changing the size: an access to the mapping never faults.
#![allow(unsafe_code)]

use std::{
    ffi::c_void,
    fs::{File, OpenOptions},
    io,
    mem::size_of,
    os::{
        fd::{AsRawFd, OwnedFd},
        unix::fs::MetadataExt,
    },
    ptr::{self, NonNull},
    slice,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU32, AtomicU64},
    },
};

use rustix::{
    fs::{
        FsWord, MemfdFlags, Mode, OFlags, SealFlags, fcntl_add_seals, fcntl_get_seals, fstatfs, ftruncate,
        memfd_create, open,
    },
    mm::{MapFlags, ProtFlags, mmap, munmap},
};

/// The number of futex words at the start of a file.
pub(crate) const FUTEXES: usize = 16;

/// The type of the file system of memory files (`TMPFS_MAGIC` of `linux/magic.h`).
const TMPFS: FsWord = 0x0102_1994;

/// The number of bytes of the futex words.
const FUTEX_BYTES: usize = FUTEXES * size_of::<AtomicU32>();

/// The seals of a file that is shared.
const SEALS: SealFlags = SealFlags::SHRINK.union(SealFlags::GROW).union(SealFlags::SEAL);

/// A sealed memory file, mapped until it is dropped.
#[derive(Debug)]
pub(crate) struct SealedMemory {
    start: NonNull<c_void>,
    len: usize,
    /// The file, until it is closed: a mapping does not need it.
    file: Mutex<Option<File>>,
}

// SAFETY: a `SealedMemory` owns a range of addresses, which is valid in every thread, and an open file. It offers
// the memory only as atomics.
unsafe impl Send for SealedMemory {}
// SAFETY: as above; atomics may be shared between threads.
unsafe impl Sync for SealedMemory {}

impl SealedMemory {
    /// Creates a file of zeros with `words` 64-bit words after the futex words, and seals its size.
    pub(crate) fn create(words: usize) -> io::Result<Self> {
        let len = words
            .checked_mul(size_of::<AtomicU64>())
            .and_then(|bytes| bytes.checked_add(FUTEX_BYTES))
            .ok_or(io::ErrorKind::FileTooLarge)?;
        let flags = MemfdFlags::CLOEXEC | MemfdFlags::ALLOW_SEALING;
        let file: OwnedFd = memfd_create("ros-z-lane", flags)?;
        ftruncate(&file, len as u64)?;
        fcntl_add_seals(&file, SEALS)?;
        Self::map(file.into())
    }

    /// Opens the file that is descriptor `descriptor` of process `process`.
    ///
    /// # Errors
    /// If the process is gone, is in another pid namespace or of another user, or if the file is not a memory file of
    /// this user with the seals and at most `limit` bytes.
    pub(crate) fn open(process: u32, descriptor: i32, limit: usize) -> io::Result<Self> {
        // With `PATH`, the file is found and not opened: opening another kind of file may have effects. From here on,
        // the other process cannot replace it by another file.
        let path = format!("/proc/{process}/fd/{descriptor}");
        let found = open(&path, OFlags::PATH | OFlags::CLOEXEC, Mode::empty())?;
        let path = format!("/proc/self/fd/{}", found.as_raw_fd());
        let name = std::fs::read_link(&path)?;
        let is_memory = (name.to_str()).is_some_and(|name| name.starts_with("/memfd:ros-z-lane"));
        // A file in huge pages (hugetlbfs) faults when no page is left.
        if !is_memory || fstatfs(&found)?.f_type != TMPFS {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        let file = OpenOptions::new().read(true).write(true).open(path)?;
        let owner = file.metadata()?.uid();
        if owner != rustix::process::geteuid().as_raw() {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        if file.metadata()?.len() > limit as u64 {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        Self::map(file)
    }

    /// Maps a file, after checking its seals.
    fn map(file: File) -> io::Result<Self> {
        // `fcntl_get_seals` is an error for a file that cannot have seals.
        if !fcntl_get_seals(&file)?.contains(SEALS) {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        // Read after the seals: from here on, the length is final.
        let len = usize::try_from(file.metadata()?.len()).map_err(|_| io::ErrorKind::FileTooLarge)?;
        if len < FUTEX_BYTES || !len.is_multiple_of(size_of::<AtomicU64>()) {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let access = ProtFlags::READ | ProtFlags::WRITE;
        // SAFETY: `mmap` must not replace existing mappings: the address is null and `FIXED` is not among the flags, so
        // the kernel chooses a free range. The file is open, and `len`, which is not 0, is its length.
        let start = unsafe { mmap(ptr::null_mut(), len, access, MapFlags::SHARED, &file, 0) }?;
        let start = NonNull::new(start).ok_or(io::ErrorKind::OutOfMemory)?;
        Ok(Self {
            start,
            len,
            file: Mutex::new(Some(file)),
        })
    }

    /// Returns the number of the open descriptor, by which other processes open the file.
    pub(crate) fn descriptor(&self) -> Option<i32> {
        let file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.as_ref().map(AsRawFd::as_raw_fd)
    }

    /// Closes the file. The memory stays mapped.
    pub(crate) fn close(&self) {
        *self.file.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Returns the futex words.
    pub(crate) fn futexes(&self) -> &[AtomicU32; FUTEXES] {
        let words = self.start.cast::<[AtomicU32; FUTEXES]>();
        // SAFETY: `as_ref` requires an aligned, dereferenceable pointer to an initialized value that nothing writes to
        // non-atomically while the reference is alive. Aligned: `mmap` returned the start of a page. Dereferenceable: the
        // mapping has at least `FUTEX_BYTES` bytes, as checked in `map`; the file cannot shrink, because it is sealed; and
        // the mapping lives as long as `self`, which the reference borrows. Initialized: memory of a file is, and every
        // bit pattern is a valid integer. Writes: no process of this library accesses these words other than as
        // `AtomicU32`; a process that writes otherwise has the permissions to change this process as well.
        unsafe { words.as_ref() }
    }

    /// Returns the words after the futex words.
    pub(crate) fn words(&self) -> &[AtomicU64] {
        let count = (self.len - FUTEX_BYTES) / size_of::<AtomicU64>();
        // SAFETY: `FUTEX_BYTES` is at most the length of the mapping, as checked in `map`, so the result is in its
        // bounds or one past its end.
        let first = unsafe { self.start.cast::<u8>().add(FUTEX_BYTES) };
        // SAFETY: `from_raw_parts` requires an aligned pointer to `count` initialized values in one allocation, which
        // nothing writes to non-atomically while the reference is alive. Aligned: a page plus a multiple of 64. In bounds:
        // `count` words end at the end of the mapping or before, which cannot shrink. The rest is as in `futexes`; the two
        // ranges do not overlap, so no word is accessed with two sizes.
        unsafe { slice::from_raw_parts(first.cast::<AtomicU64>().as_ptr(), count) }
    }
}

impl Drop for SealedMemory {
    fn drop(&mut self) {
        // SAFETY: `munmap` requires that the range is no longer used: all references borrow `self`. `mmap` returned the
        // range in `map`, and this value is its only owner.
        let answer = unsafe { munmap(self.start.as_ptr(), self.len) };
        if let Err(error) = answer {
            tracing::debug!("cannot unmap the memory of a lane: {error}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::Ordering::Relaxed;

    const LIMIT: usize = 1 << 20;

    fn opened(memory: &SealedMemory) -> io::Result<SealedMemory> {
        let descriptor = memory.descriptor().ok_or(io::ErrorKind::NotFound)?;
        SealedMemory::open(std::process::id(), descriptor, LIMIT)
    }

    #[test]
    fn two_mappings_of_a_file_are_one_memory() -> io::Result<()> {
        let ours = SealedMemory::create(100)?;
        let theirs = opened(&ours)?;
        assert_eq!(theirs.words().len(), 100);
        ours.words()[99].store(7, Relaxed);
        ours.futexes()[15].store(8, Relaxed);
        assert_eq!(theirs.words()[99].load(Relaxed), 7);
        assert_eq!(theirs.futexes()[15].load(Relaxed), 8);
        assert!(ours.words()[..99].iter().all(|word| word.load(Relaxed) == 0));
        Ok(())
    }

    #[test]
    fn the_size_of_a_file_is_final() -> io::Result<()> {
        let ours = SealedMemory::create(100)?;
        let path = format!("/proc/self/fd/{}", ours.descriptor().unwrap_or(-1));
        let file = OpenOptions::new().write(true).open(path)?;
        for len in [0, 10, 1 << 20] {
            assert!(file.set_len(len).is_err(), "{len}");
        }
        Ok(())
    }

    #[test]
    fn other_files_are_refused() -> io::Result<()> {
        let refused = |descriptor| SealedMemory::open(std::process::id(), descriptor, LIMIT).is_err();
        // A memory file without seals, of the same name.
        let unsealed = memfd_create("ros-z-lane", MemfdFlags::ALLOW_SEALING)?;
        ftruncate(&unsealed, 4096)?;
        assert!(refused(unsealed.as_raw_fd()));
        fcntl_add_seals(&unsealed, SealFlags::SHRINK | SealFlags::GROW)?;
        assert!(refused(unsealed.as_raw_fd()), "seals may still be added");
        // Sealed, but too short or too long.
        for len in [0, 8, 68, LIMIT as u64 + 64] {
            let sealed = memfd_create("ros-z-lane", MemfdFlags::ALLOW_SEALING)?;
            ftruncate(&sealed, len)?;
            fcntl_add_seals(&sealed, SEALS)?;
            assert!(refused(sealed.as_raw_fd()), "{len}");
        }
        let file = File::open("/proc/self/maps")?;
        assert!(refused(file.as_raw_fd()));
        // Sealed, and in huge pages, if the system has them.
        let flags = MemfdFlags::ALLOW_SEALING | MemfdFlags::HUGETLB;
        if let Ok(huge) = memfd_create("ros-z-lane", flags) {
            fcntl_add_seals(&huge, SEALS)?;
            let error = SealedMemory::open(std::process::id(), huge.as_raw_fd(), LIMIT).err();
            assert_eq!(error.map(|error| error.kind()), Some(io::ErrorKind::InvalidInput));
        }
        assert!(refused(-1) && refused(i32::MAX));
        assert!(SealedMemory::open(u32::MAX, 0, LIMIT).is_err());
        Ok(())
    }

    #[test]
    fn a_closed_file_stays_mapped() -> io::Result<()> {
        let ours = SealedMemory::create(1)?;
        ours.close();
        assert!(ours.descriptor().is_none());
        ours.words()[0].store(1, Relaxed);
        assert_eq!(ours.words()[0].load(Relaxed), 1);
        Ok(())
    }
}
