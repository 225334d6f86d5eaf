//! Other processes on this machine, and what shared memory they have. Reads only; what may not be read is
//! unknown, and so is everything on systems other than Linux.

use super::limits::ShmLimits;
use std::fs;
use std::path::Path;

/// Whose a file is, and which.
struct File {
    uid: u32,
    device: u64,
    inode: u64,
    len: u64,
}

impl File {
    #[cfg(unix)]
    fn at(path: impl AsRef<Path>) -> Option<Self> {
        use std::os::unix::fs::MetadataExt;
        let file = fs::metadata(path).ok()?;
        Some(Self {
            uid: file.uid(),
            device: file.dev(),
            inode: file.ino(),
            len: file.len(),
        })
    }

    #[cfg(not(unix))]
    fn at(_: impl AsRef<Path>) -> Option<Self> {
        None
    }
}

/// The user of this process, by whom its own files are owned.
pub(crate) fn own_uid() -> Option<u32> {
    File::at("/proc/self").map(|own| own.uid)
}

/// Whether a process sees the same `/dev/shm` as this one.
pub(crate) fn same_dev_shm(process: u32) -> Option<bool> {
    let (theirs, ours) = (
        File::at(format!("/proc/{process}/root/dev/shm"))?,
        File::at("/dev/shm")?,
    );
    Some((theirs.device, theirs.inode) == (ours.device, ours.inode))
}

/// Whether a process has mapped shared memory of zenoh, as each does that takes part in it.
pub(crate) fn maps_shm(process: u32) -> Option<bool> {
    let maps = fs::read_to_string(format!("/proc/{process}/maps")).ok()?;
    Some(maps.lines().any(is_zenoh_segment))
}

/// A line of `/proc/<pid>/maps`, as `7f52a000-7f52b000 rw-s 00000000 00:1a 5 /dev/shm/123.zenoh`.
fn is_zenoh_segment(line: &str) -> bool {
    let path = line.find("/dev/shm/").map(|at| line[at..].trim_end());
    path.is_some_and(|path| path.trim_end_matches(" (deleted)").ends_with(".zenoh"))
}

/// All processes that there are.
pub(crate) fn processes() -> impl Iterator<Item = u32> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok())
}

/// The size of the largest segment of zenoh in `/dev/shm` that this process may open and has not made;
/// 0 if there is none.
pub(crate) fn largest_segment() -> u64 {
    let Some(uid) = own_uid() else {
        return 0;
    };
    let size = |file: fs::DirEntry| {
        let name = file.file_name().into_string().ok()?;
        let number = name.strip_suffix(".zenoh")?.parse().ok()?;
        let file = File::at(file.path())?;
        (file.uid == uid && !super::exit::is_own(number)).then_some(file.len)
    };
    let files = fs::read_dir("/dev/shm").into_iter().flatten().flatten();
    files.filter_map(size).max().unwrap_or(0)
}

/// The name of a file that a process of this library has open as long as it may receive: `/proc/<pid>/fd` shows it.
///
/// Such a process maps pools without a lock. One that also has a session with zenoh's own client is not told apart.
#[cfg(target_os = "linux")]
const MARK: &str = "ros_z_shm_receives_without_lock";

/// Shows other processes that this one maps pools without a lock.
#[cfg(target_os = "linux")]
pub(crate) fn mark_own_receiver() {
    use nix::sys::memfd::{MemFdCreateFlag, memfd_create};
    use std::sync::OnceLock;
    static MARKED: OnceLock<Option<std::os::fd::OwnedFd>> = OnceLock::new();
    MARKED.get_or_init(|| {
        let name = std::ffi::CString::new(MARK).ok()?;
        memfd_create(&name, MemFdCreateFlag::MFD_CLOEXEC).ok()
    });
}

/// Whether a process maps pools without a lock.
#[cfg(target_os = "linux")]
fn is_own_receiver(process: u32) -> bool {
    let files = fs::read_dir(format!("/proc/{process}/fd"));
    let mut files = files.into_iter().flatten().flatten();
    files.any(|file| {
        let target = fs::read_link(file.path());
        target.is_ok_and(|target| target.to_string_lossy().contains(MARK))
    })
}

#[cfg(not(target_os = "linux"))]
fn is_own_receiver(_: u32) -> bool {
    false
}

/// A pool, as other processes see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Segment {
    /// The number of its file.
    pub(crate) number: u32,
    pub(crate) bytes: u64,
}

/// Whether `process`, which has these limits, can receive from `pool` as far as memory locks are concerned. What it has
/// locked counts, and the table that it has to lock with the pool.
pub(crate) fn can_receive(process: u32, limits: &ShmLimits, pool: Segment) -> bool {
    limits.foreign_receiver_fits(pool.bytes)
        || (limits.own_receiver_fits() && is_own_receiver(process))
        || has_mapped(process, pool.number)
}

/// Whether a process has mapped the segment with this number.
fn has_mapped(process: u32, number: u32) -> bool {
    let maps = fs::read_to_string(format!("/proc/{process}/maps")).unwrap_or_default();
    let file = format!("/dev/shm/{number}.zenoh");
    maps.lines()
        .any(|line| line.trim_end_matches(" (deleted)").ends_with(&file))
}

/// Warns of processes that would not receive what is sent to them from a new pool: they lock what they receive
/// from, may not lock this, and zenoh drops what arrives in it without a word.
pub(super) fn warn_of_low_limits(pool: Segment) {
    let uid = own_uid();
    for process in processes().filter(|process| *process != std::process::id()) {
        let owner = File::at(format!("/proc/{process}")).map(|own| own.uid);
        // What a process has mapped and opened is the most to read, and comes last.
        if owner == uid
            && let Some(limits) = ShmLimits::of_process(process)
            && !limits.foreign_receiver_fits(pool.bytes)
            && let Some(limit) = limits.memlock()
            && same_dev_shm(process) == Some(true)
            && maps_shm(process) == Some(true)
            && !can_receive(process, &limits, pool)
        {
            let (bytes, locked) = (pool.bytes, limits.locked());
            tracing::warn!(
                "process {process} cannot receive from the new pool, of {bytes} bytes: its RLIMIT_MEMLOCK is {limit} bytes with \
                 {locked} in use, and messages to it would be lost; raise its limit (`ulimit -l unlimited`) and start it \
                 again, or make a smaller pool"
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_of_zenoh_are_told_from_other_files() {
        assert!(is_zenoh_segment("7f52-7f53 rw-s 0 00:1a 5    /dev/shm/123.zenoh"));
        assert!(is_zenoh_segment(
            "7f52-7f53 rw-s 0 00:1a 5    /dev/shm/123.zenoh (deleted)"
        ));
        assert!(!is_zenoh_segment("7f52-7f53 rw-s 0 00:1a 5    /dev/shm/iox"));
        assert!(!is_zenoh_segment("7f52-7f53 r-xp 0 08:01 5    /usr/lib/libc.so"));
    }
}
