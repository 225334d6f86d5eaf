//! Checks whether another process has the segment of a pool open. Each process that holds a buffer of the pool has,
//! including one that is stopped, in another pid namespace, or of another user. A process that died has not.
//!
//! The kernel grants a write lease (`F_SETLEASE`) on a file only if no other open file description can write to it, in
//! one atomic check. A mapping counts, also after its descriptor was closed. The advisory locks in `/proc/locks` cannot
//! replace it: those of other pid namespaces are missing there, and an attempt to take the lock exclusively loses the
//! shared lock that protects the file. On systems other than Linux the answer is unknown.

use std::{fs, io};

use zenoh::shm::SegmentID;

/// The file of a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SegmentFile {
    pub(super) number: SegmentID,
    identity: Identity,
}

/// Device and inode.
type Identity = (u64, u64);

#[cfg(unix)]
fn identity(path: &str) -> io::Result<Identity> {
    use std::os::unix::fs::MetadataExt;
    let file = fs::metadata(path)?;
    Ok((file.dev(), file.ino()))
}

#[cfg(not(unix))]
fn identity(_: &str) -> io::Result<Identity> {
    Err(io::ErrorKind::Unsupported.into())
}

impl SegmentFile {
    /// Returns the file of a segment that this process created; `None` if there is none.
    pub(super) fn of(number: SegmentID) -> Option<Self> {
        let identity = identity(&path(number)).ok()?;
        Some(Self { number, identity })
    }

    /// Returns whether the file was removed from `/dev/shm`, so that no process can open the segment any more.
    pub(super) fn is_removed(&self) -> bool {
        match identity(&path(self.number)) {
            Ok(found) => found != self.identity,
            Err(error) => error.kind() == io::ErrorKind::NotFound,
        }
    }

    /// Returns this process's descriptors of the file.
    #[cfg(target_os = "linux")]
    fn descriptors(&self) -> Vec<i32> {
        let entries = fs::read_dir("/proc/self/fd").into_iter().flatten().flatten();
        let numbers = entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
        let is_it = |number: &i32| {
            identity(&format!("/proc/self/fd/{number}")).is_ok_and(|found| found == self.identity)
        };
        numbers.filter(is_it).collect()
    }

    /// Returns whether only the creator has the segment open. Returns `false` also if that is unknown, and while
    /// another part of this process has it open.
    #[cfg(target_os = "linux")]
    pub(super) fn is_open_only_here(&self) -> bool {
        // The creator's descriptor, which stays open while the process lives.
        match self.descriptors()[..] {
            [descriptor] => super::system::is_only_writer(descriptor),
            _ => false,
        }
    }

    #[cfg(not(target_os = "linux"))]
    pub(super) fn is_open_only_here(&self) -> bool {
        false
    }

    /// Returns the memory to the system, and removes the file. A process that still has it mapped reads zeros.
    #[cfg(target_os = "linux")]
    pub(super) fn free(&self, len: usize) {
        use nix::fcntl::{FallocateFlags, fallocate};
        use std::os::fd::AsRawFd;

        if !self.is_removed() {
            // Another process may remove it at the same time.
            let _ = nix::sys::mman::shm_unlink(format!("{}.zenoh", self.number).as_str());
        }
        let hole = FallocateFlags::FALLOC_FL_PUNCH_HOLE | FallocateFlags::FALLOC_FL_KEEP_SIZE;
        let freed = self.descriptors().into_iter().any(|descriptor| {
            let path = format!("/proc/self/fd/{descriptor}");
            let file = fs::OpenOptions::new().read(true).write(true).open(path);
            let len = i64::try_from(len).unwrap_or(i64::MAX);
            file.is_ok_and(|file| fallocate(file.as_raw_fd(), hole, 0, len).is_ok())
        });
        if !freed {
            tracing::debug!(
                "cannot free the memory of shared memory segment {}; it is freed when this process ends",
                self.number
            );
        }
    }

    #[cfg(not(target_os = "linux"))]
    pub(super) fn free(&self, _len: usize) {}
}

fn path(number: SegmentID) -> String {
    format!("/dev/shm/{number}.zenoh")
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::{
        super::{error::ShmError, mapping::Mapping, test_pool::made},
        *,
    };
    use std::{fs::OpenOptions, num::NonZeroUsize};

    #[test]
    fn a_segment_with_another_open_description_is_not_open_only_here() {
        let len = NonZeroUsize::new(200_000).expect("it is not 0");
        let mapping = Mapping::create(len).map_err(|source| ShmError::Create {
            bytes: 200_000,
            source,
        });
        let Some(mapping) = made(mapping) else {
            return;
        };
        let file = SegmentFile::of(mapping.number()).expect("a segment has a file");
        assert!(file.is_open_only_here());
        let other = OpenOptions::new().read(true).write(true).open(path(file.number));
        assert!(!file.is_open_only_here());
        drop(other);
        assert!(file.is_open_only_here());
        assert!(!file.is_removed());
        fs::remove_file(path(file.number)).expect("it is there");
        assert!(file.is_removed() && file.is_open_only_here());
    }
}
