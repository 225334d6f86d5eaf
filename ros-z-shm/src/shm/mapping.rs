//! Segments mapped into this process: zenoh's POSIX files in `/dev/shm`, mapped without `mlock`. The only file that
//! calls `mmap`, `munmap` and `munlock`. It does not access the mapped bytes.
//!
//! zenoh locks every segment that it maps. The lock is not part of the protocol: other processes see the file, the
//! advisory lock on it, and the bytes.
#![allow(unsafe_code)]

use std::{
    ffi::c_void,
    fs::{self, File, OpenOptions},
    hash::{BuildHasher, RandomState},
    io,
    num::NonZeroUsize,
    os::{
        fd::AsRawFd,
        unix::fs::{MetadataExt, OpenOptionsExt},
    },
    path::PathBuf,
    ptr::NonNull,
};

use nix::{
    errno::Errno,
    fcntl::{Flock, FlockArg, posix_fallocate},
    sys::mman::{MapFlags, ProtFlags, mmap, munlock, munmap},
};

use super::zenoh_sizes::TABLE_BYTES;

/// The number of attempts to find a free number for a new segment.
const ATTEMPTS: u64 = 100;

/// The first number beyond 16 bits. zenoh's tables have the 16-bit numbers.
const FIRST_NUMBER: u32 = 1 << 16;

/// A file in `/dev/shm`, mapped completely, readable and writable, at one address until it is dropped.
///
/// The shared advisory lock on the file keeps zenoh from removing it as an orphan.
#[derive(Debug)]
pub(super) struct Mapping {
    start: NonNull<c_void>,
    len: NonZeroUsize,
    number: u32,
    file: Flock<File>,
}

// SAFETY: a `Mapping` owns a range of addresses, which is valid in every thread, and an open file. No method reads or
// writes the mapped memory; code that does so through `start` synchronizes its accesses.
unsafe impl Send for Mapping {}
// SAFETY: as above; `&Mapping` exposes only an address and a length that never change.
unsafe impl Sync for Mapping {}

impl Mapping {
    /// Maps the segment with this number, which another process or another part of this one created.
    pub(super) fn open(number: u32) -> io::Result<Self> {
        let file = OpenOptions::new().read(true).write(true).open(path(number))?;
        let file = lock(file)?;
        Self::of(number, file)
    }

    /// Creates a segment of `len` bytes under a free number, and maps it. Allocates all of its pages, so that a full
    /// `/dev/shm` causes an error here, and not a signal on first access.
    pub(super) fn create(len: NonZeroUsize) -> io::Result<Self> {
        let random = RandomState::new();
        for attempt in 0..ATTEMPTS {
            let number = random.hash_one(attempt) as u32;
            if number < FIRST_NUMBER {
                continue;
            }
            let mut options = OpenOptions::new();
            options.read(true).write(true).create_new(true).mode(0o600);
            let file = match options.open(path(number)) {
                Ok(file) => file,
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
                Err(error) => return Err(error),
            };
            let made = lock(file).and_then(|file| {
                allocate(&file, len)?;
                Self::of(number, file)
            });
            match made {
                Ok(mapping) if mapping.has_file() => return Ok(mapping),
                // zenoh removes unlocked files, possibly this one before it was locked.
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) => {
                    // No other process knows the number, and the file is useless.
                    let _ = fs::remove_file(path(number));
                    return Err(error);
                }
            }
        }
        Err(io::Error::from(io::ErrorKind::AlreadyExists))
    }

    fn of(number: u32, file: Flock<File>) -> io::Result<Self> {
        let len = usize::try_from(file.metadata()?.len())
            .ok()
            .and_then(NonZeroUsize::new);
        let len = len.ok_or(io::ErrorKind::InvalidData)?;
        let access = ProtFlags::PROT_READ | ProtFlags::PROT_WRITE;
        // Populate the pages, as locking would have done.
        let flags = MapFlags::MAP_SHARED | MapFlags::MAP_NORESERVE | MapFlags::MAP_POPULATE;
        // SAFETY: `mmap` must not replace existing mappings: no address is requested and `MAP_FIXED` is not among the
        // flags, so the kernel chooses a free range. The file is open, and `len` is its length.
        let start = unsafe { mmap(None, len, access, flags, &*file, 0) }?;
        Ok(Self {
            start,
            len,
            number,
            file,
        })
    }

    /// Returns the first byte. It is valid for reads and writes of [`len`](Self::len) bytes until the mapping is
    /// dropped, and aligned to a page.
    pub(super) fn start(&self) -> NonNull<u8> {
        self.start.cast()
    }

    pub(super) fn len(&self) -> usize {
        self.len.get()
    }

    pub(super) fn number(&self) -> u32 {
        self.number
    }

    /// Returns whether this process has mapped no other file with the same number: then zenoh has mapped this one, or
    /// none.
    #[cfg(not(zenoh_1_10))]
    pub(super) fn is_only_file_of_its_number(&self) -> bool {
        let name = format!("/dev/shm/{}.zenoh", self.number);
        let maps = fs::read_to_string("/proc/self/maps").unwrap_or_default();
        let ours = self.file.metadata().map(|file| file.ino().to_string());
        // `<addresses> <access> <offset> <device> <inode> <path>`, and ` (deleted)` after the path of a removed file.
        let mut others = maps.lines().filter_map(|line| {
            let mut words = line.split_whitespace().skip(4);
            let (inode, path) = (words.next()?, words.next()?);
            (path == name).then_some(inode)
        });
        ours.is_ok_and(|ours| others.all(|inode| inode == ours))
    }

    /// Returns whether other processes can still open the segment.
    pub(super) fn has_file(&self) -> bool {
        self.file.metadata().is_ok_and(|file| file.nlink() > 0)
    }
}

impl Drop for Mapping {
    fn drop(&mut self) {
        // SAFETY: `munmap` requires that the range is no longer used: `start` promises validity only until the drop.
        // `mmap` returned the range in `of`, and this value is its only owner.
        let answer = unsafe { munmap(self.start, self.len.get()) };
        if let Err(error) = answer {
            tracing::debug!("cannot unmap shared memory segment {}: {error}", self.number);
        }
        self.leave();
    }
}

impl Mapping {
    /// Releases the lock on the file, and removes the file if no other process has locked it, as zenoh does. The memory
    /// stays mapped.
    pub(super) fn leave(&self) {
        let is_last = self.file.relock(FlockArg::LockExclusiveNonblock).is_ok();
        let inode = |file: fs::Metadata| (file.dev(), file.ino());
        if is_last
            && let Ok(ours) = self.file.metadata()
            && fs::metadata(path(self.number)).is_ok_and(|found| inode(found) == inode(ours))
        {
            let _ = fs::remove_file(path(self.number));
        }
    }
}

/// Returns the path of the segment with this number.
fn path(number: u32) -> PathBuf {
    format!("/dev/shm/{number}.zenoh").into()
}

fn lock(file: File) -> io::Result<Flock<File>> {
    Flock::lock(file, FlockArg::LockSharedNonblock).map_err(|(_, error)| error.into())
}

fn allocate(file: &File, len: NonZeroUsize) -> io::Result<()> {
    let len = len.get().try_into().map_err(|_| io::ErrorKind::FileTooLarge)?;
    loop {
        match posix_fallocate(file.as_raw_fd(), 0, len) {
            Err(Errno::EINTR) => {}
            answer => return answer.map_err(Into::into),
        }
    }
}

/// Unlocks zenoh's tables of buffers, of this process and of others, that are mapped now.
///
/// zenoh locks each table when it maps it, and keeps it mapped until the process ends. An unlocked table does not count
/// against the memory lock limit.
pub(super) fn unlock_tables() {
    unlock(|number, len| number < FIRST_NUMBER && len as u64 == TABLE_BYTES);
}

/// Unlocks the segment with this number, which zenoh created and locked.
pub(super) fn unlock_segment(number: u32) {
    unlock(|found, _| found == number);
}

fn unlock(which: impl Fn(u32, usize) -> bool) {
    let maps = fs::read_to_string("/proc/self/maps").unwrap_or_default();
    for (number, start, len) in maps.lines().filter_map(segment) {
        if which(number, len) {
            // SAFETY: `munlock` has no precondition on its range: it changes no byte and no mapping, and returns an
            // error if the range is not mapped. `start` is an address that the kernel printed, and is not dereferenced.
            let answer = unsafe { munlock(start, len) };
            if let Err(error) = answer {
                tracing::debug!(
                    "cannot unlock shared memory segment {number} of zenoh, so it counts against RLIMIT_MEMLOCK: {error}"
                );
            }
        }
    }
}

/// Parses number and range from a line such as `7f52a000-7f66a000 rw-s 00000000 00:1a 5  /dev/shm/4242.zenoh`.
fn segment(line: &str) -> Option<(u32, NonNull<c_void>, usize)> {
    let (_, path) = line.split_once("/dev/shm/")?;
    let name = path.trim_end().trim_end_matches(" (deleted)");
    let number = name.strip_suffix(".zenoh")?.parse().ok()?;
    let (start, end) = line.split_whitespace().next()?.split_once('-')?;
    let [start, end] = [start, end].map(|address| usize::from_str_radix(address, 16).ok());
    let len = end?.checked_sub(start?)?;
    let start = NonNull::new(std::ptr::without_provenance_mut(start?))?;
    Some((number, start, len))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEN: NonZeroUsize = NonZeroUsize::new(8192).unwrap();

    fn mapping() -> Option<Mapping> {
        super::super::test_pool::made(
            Mapping::create(LEN).map_err(|source| super::super::ShmError::Create { bytes: 8192, source }),
        )
    }

    #[test]
    fn a_segment_is_one_memory_in_all_of_its_mappings() -> io::Result<()> {
        let Some(ours) = mapping() else { return Ok(()) };
        let theirs = Mapping::open(ours.number())?;
        assert_eq!((ours.len(), theirs.len()), (8192, 8192));
        assert_ne!(ours.start(), theirs.start());
        for at in [0, 8191] {
            // SAFETY: `at` is below the 8192 bytes of the mapping, which is alive.
            let here = unsafe { ours.start().add(at) };
            // SAFETY: as above.
            let there = unsafe { theirs.start().add(at) };
            // SAFETY: the byte is mapped and writable, and no other thread uses it.
            unsafe { here.write_volatile(0xA5) };
            // SAFETY: the byte is mapped and readable, and no other thread uses it.
            let read = unsafe { there.read_volatile() };
            assert_eq!(read, 0xA5);
        }
        Ok(())
    }

    #[test]
    fn the_file_is_protected_while_it_is_mapped_and_removed_with_the_last_mapping() -> io::Result<()> {
        let Some(ours) = mapping() else { return Ok(()) };
        let number = ours.number();
        let theirs = Mapping::open(number)?;
        drop(ours);
        zenoh::shm::cleanup_orphaned_shm_segments();
        assert!(theirs.has_file() && path(number).exists());
        assert_eq!(theirs.file.metadata()?.mode() & 0o777, 0o600);
        drop(theirs);
        assert!(!path(number).exists());
        assert!(Mapping::open(number).is_err());
        Ok(())
    }

    #[test]
    fn a_segment_that_dev_shm_has_no_room_for_is_an_error_and_leaves_no_file() {
        let count = || {
            fs::read_dir("/dev/shm").map_or(0, |files| {
                let sizes = files
                    .flatten()
                    .filter_map(|file| Some(file.metadata().ok()?.len()));
                sizes.filter(|size| *size > 1 << 40).count()
            })
        };
        let before = count();
        let len = NonZeroUsize::new(1 << 44).expect("not 0");
        assert!(Mapping::create(len).is_err());
        assert_eq!(count(), before);
    }

    #[test]
    fn the_segments_of_zenoh_are_found_among_the_mappings_of_a_process() {
        let found = |line| segment(line).map(|(number, start, len)| (number, start.addr().get(), len));
        let right = Some((4242, 0x7f52_a000, 0x2000));
        assert_eq!(
            found("7f52a000-7f52c000 rw-s 0 00:1a 5    /dev/shm/4242.zenoh"),
            right
        );
        assert_eq!(
            found("7f52a000-7f52c000 rw-s 0 00:1a 5    /dev/shm/4242.zenoh (deleted)"),
            right
        );
        assert_eq!(found("7f52a000-7f52c000 rw-s 0 00:1a 5    /dev/shm/iox"), None);
        assert_eq!(
            found("7f52a000-7f52c000 r-xp 0 08:01 5    /usr/lib/libc.so"),
            None
        );
        assert_eq!(found("nonsense"), None);
    }

    #[test]
    fn a_locked_segment_is_unlocked() -> io::Result<()> {
        let Some(ours) = mapping() else { return Ok(()) };
        let locked = || {
            let maps = fs::read_to_string("/proc/self/smaps")?;
            let mut lines = maps
                .lines()
                .skip_while(|line| segment(line).is_none_or(|found| found.0 != ours.number()));
            let locked = lines.find_map(|line| line.strip_prefix("Locked:"));
            io::Result::Ok(locked.map(|size| size.trim().to_owned()))
        };
        // SAFETY: `mlock` changes no byte; the range is the one of the mapping, which is alive.
        let answer = unsafe { nix::sys::mman::mlock(ours.start, ours.len()) };
        if answer.is_err() {
            println!("skipped: no memory may be locked here");
            return Ok(());
        }
        assert_eq!(locked()?.as_deref(), Some("8 kB"));
        unlock_segment(ours.number());
        assert_eq!(locked()?.as_deref(), Some("0 kB"));
        Ok(())
    }
}
