//! Other processes on this machine, and their shared memory. Reads only. Files without read permission count as
//! unknown, and so does everything on systems other than Linux.

#[cfg(target_os = "linux")]
use std::collections::HashSet;
use std::fs;
use std::path::Path;

/// The owner, identity and length of a file.
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

/// Returns the user id of this process, which owns its files.
pub(crate) fn own_uid() -> Option<u32> {
    File::at("/proc/self").map(|own| own.uid)
}

/// Returns whether a process sees the same `/dev/shm` as this one.
pub(crate) fn same_dev_shm(process: u32) -> Option<bool> {
    let (theirs, ours) = (
        File::at(format!("/proc/{process}/root/dev/shm"))?,
        File::at("/dev/shm")?,
    );
    Some((theirs.device, theirs.inode) == (ours.device, ours.inode))
}

/// Returns whether a process has mapped zenoh shared memory, as every process that takes part in it does.
pub(crate) fn maps_shm(process: u32) -> Option<bool> {
    let maps = fs::read_to_string(format!("/proc/{process}/maps")).ok()?;
    Some(maps.lines().any(is_zenoh_segment))
}

/// Checks a line of `/proc/<pid>/maps`, such as `7f52a000-7f52b000 rw-s 00000000 00:1a 5 /dev/shm/123.zenoh`.
fn is_zenoh_segment(line: &str) -> bool {
    let path = line.find("/dev/shm/").map(|at| line[at..].trim_end());
    path.is_some_and(|path| path.trim_end_matches(" (deleted)").ends_with(".zenoh"))
}

/// Returns the ids of all processes.
pub(crate) fn processes() -> impl Iterator<Item = u32> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok())
}

/// Returns the size of the largest zenoh segment in `/dev/shm` that this process may open and did not create; 0 if
/// there is none.
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

/// The segment of a pool, as other processes see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Segment {
    /// The number in the name of its file.
    pub(crate) number: u32,
    pub(crate) bytes: u64,
}

/// A mapped zenoh segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct MappedSegment {
    /// The number in the name of its file.
    pub(crate) number: u64,
    pub(crate) bytes: u64,
    /// Whether its file was removed.
    pub(crate) is_removed: bool,
}

impl MappedSegment {
    /// Parses a line of `/proc/<pid>/maps`, such as `7f52a000-7f52b000 rw-s 00000000 00:1a 5 /dev/shm/123.zenoh`.
    fn parse(line: &str) -> Option<Self> {
        let path = line[line.find("/dev/shm/")?..].trim_end();
        let file = path.strip_suffix(" (deleted)");
        let name = file
            .unwrap_or(path)
            .strip_prefix("/dev/shm/")?
            .strip_suffix(".zenoh")?;
        let (start, end) = line.split_whitespace().next()?.split_once('-')?;
        let [start, end] = [start, end].map(|number| u64::from_str_radix(number, 16).ok());
        Some(Self {
            number: name.parse().ok()?,
            bytes: end?.checked_sub(start?)?,
            is_removed: file.is_some(),
        })
    }
}

/// Returns the zenoh segments that a process has mapped; `None` without read permission.
pub(crate) fn mapped_segments(process: u32) -> Option<Vec<MappedSegment>> {
    let maps = fs::read_to_string(format!("/proc/{process}/maps")).ok()?;
    Some(maps.lines().filter_map(MappedSegment::parse).collect())
}

/// The longest mapping of a handshake file of zenoh, which contains a few numbers: one page.
#[cfg(target_os = "linux")]
const LONGEST_PAGE: u64 = 64 << 10;

/// Returns the numbers of the handshake files that this process has mapped and that were removed.
#[cfg(target_os = "linux")]
pub(crate) fn removed_handshake_files() -> HashSet<u64> {
    let mapped = mapped_segments(std::process::id()).unwrap_or_default();
    let removed = mapped
        .iter()
        .filter(|segment| segment.is_removed && segment.bytes <= LONGEST_PAGE);
    removed.map(|segment| segment.number).collect()
}

/// Returns whether there are segments and the files of all of them were removed. logind does this when a user logs out.
pub(crate) fn are_removed(segments: &[MappedSegment]) -> bool {
    !segments.is_empty() && segments.iter().all(|segment| segment.is_removed)
}

/// Returns whether files that this process created were removed from `/dev/shm`, so that no process can open them any
/// more.
pub(crate) fn own_files_are_removed() -> bool {
    super::exit::is_any_removed()
        || mapped_segments(std::process::id()).is_some_and(|segments| are_removed(&segments))
}

/// Returns whether this process created the segment with this number.
pub(crate) fn is_own_segment(number: u64) -> bool {
    super::exit::is_own(number)
}

/// Returns whether the segment with this number is this process's table of buffers: tables have 16-bit numbers.
pub(crate) fn is_own_table(number: u64) -> bool {
    number <= u64::from(u16::MAX) && super::exit::is_own(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zenoh_segments_are_distinguished_from_other_files() {
        assert!(is_zenoh_segment("7f52-7f53 rw-s 0 00:1a 5    /dev/shm/123.zenoh"));
        assert!(is_zenoh_segment(
            "7f52-7f53 rw-s 0 00:1a 5    /dev/shm/123.zenoh (deleted)"
        ));
        assert!(!is_zenoh_segment("7f52-7f53 rw-s 0 00:1a 5    /dev/shm/iox"));
        assert!(!is_zenoh_segment("7f52-7f53 r-xp 0 08:01 5    /usr/lib/libc.so"));
    }

    #[test]
    fn a_mapped_segment_is_parsed() {
        let line = "7f52a000-7f52b000 rw-s 00000000 00:1a 5    /dev/shm/123.zenoh";
        let mut expected = MappedSegment {
            number: 123,
            bytes: 4096,
            is_removed: false,
        };
        assert_eq!(MappedSegment::parse(line), Some(expected));
        expected.is_removed = true;
        assert_eq!(MappedSegment::parse(&format!("{line} (deleted)")), Some(expected));
        assert_eq!(
            MappedSegment::parse("7f52-7f53 rw-s 0 00:1a 5    /dev/shm/iox"),
            None
        );
        assert_eq!(
            MappedSegment::parse("x-7f53 rw-s 0 00:1a 5    /dev/shm/1.zenoh"),
            None
        );
    }
}
