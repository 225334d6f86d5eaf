//! Files that dead processes left, and their removal.
//!
//! A file is an orphan if no process has it open or mapped. Two answers of the kernel are required: nobody has zenoh's
//! advisory lock on it, and a write lease is granted, which a mapping prevents too, also one of a stopped process, in
//! another pid namespace, or of another user. Between its creation and its lock, a file looks like an orphan.

use super::{FilePlace, SharedFile};
use crate::shm::system::is_only_writer;
use nix::fcntl::{Flock, FlockArg};
use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::fd::AsRawFd;
use std::os::unix::fs::MetadataExt;
use std::time::{Duration, SystemTime};

/// The time after the creation of a file within which it is not an orphan.
pub const SETTLING_TIME: Duration = Duration::from_secs(5);

/// Why a file is not an orphan, or is not known to be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeptReason {
    /// A process that this one sees has mapped it.
    Used,
    /// A process that this one does not see has it open or mapped: a process of another user, or in another pid
    /// namespace.
    UsedByHidden,
    /// It may be opened only by another user.
    NotAllowed,
    /// It was created within the last [`SETTLING_TIME`].
    New,
    /// It is not in the `/dev/shm` of this process any more.
    NotHere,
}

impl fmt::Display for KeptReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Used => "in use",
            Self::UsedByHidden => "in use by a process that is not visible here",
            Self::NotAllowed => "of another user",
            Self::New => "just created",
            Self::NotHere => "not in /dev/shm",
        })
    }
}

impl SharedFile {
    /// Returns `Ok` if the file is an orphan now: no process has it open or mapped.
    ///
    /// # Errors
    /// Returns the [`KeptReason`] otherwise.
    pub fn check_orphaned(&self) -> Result<(), KeptReason> {
        self.lock(SystemTime::now()).map(drop)
    }

    /// Removes the file if it is an orphan.
    ///
    /// # Errors
    /// Returns the [`KeptReason`] if it is not an orphan, or is not known to be one.
    pub fn remove_if_orphaned(&self) -> Result<(), KeptReason> {
        self.remove_at(SystemTime::now())
    }

    fn remove_at(&self, now: SystemTime) -> Result<(), KeptReason> {
        let _locked = self.lock(now)?;
        fs::remove_file(super::path(self.number)).map_err(|error| reason(&error))
    }

    /// Opens an orphan, and takes its advisory lock, without which no process of zenoh opens it.
    fn lock(&self, now: SystemTime) -> Result<Flock<File>, KeptReason> {
        if self.place != FilePlace::Here {
            return Err(KeptReason::NotHere);
        }
        if !self.users.is_empty() {
            return Err(KeptReason::Used);
        }
        let path = super::path(self.number);
        let is_it = |file: &fs::Metadata| (file.dev(), file.ino()) == self.identity;
        let found = fs::symlink_metadata(&path).map_err(|error| reason(&error))?;
        if !is_it(&found) {
            return Err(KeptReason::NotHere);
        }
        if is_new(&found, now) {
            return Err(KeptReason::New);
        }
        let opened = OpenOptions::new().read(true).write(true).open(&path);
        let file = opened.map_err(|error| reason(&error))?;
        let locked = Flock::lock(file, FlockArg::LockExclusiveNonblock);
        let file = locked.map_err(|_| KeptReason::UsedByHidden)?;
        if !is_only_writer(file.as_raw_fd()) {
            return Err(KeptReason::UsedByHidden);
        }
        let opened = file.metadata().map_err(|error| reason(&error))?;
        let still_there = fs::symlink_metadata(&path).map_err(|error| reason(&error))?;
        if is_it(&opened) && is_it(&still_there) {
            Ok(file)
        } else {
            Err(KeptReason::NotHere)
        }
    }
}

fn is_new(file: &fs::Metadata, now: SystemTime) -> bool {
    // After the clock was set back, a file counts as new, and is kept.
    let is_recent = |time: SystemTime| now.duration_since(time).map_or(true, |age| age < SETTLING_TIME);
    [file.created(), file.modified()]
        .into_iter()
        .flatten()
        .any(is_recent)
}

fn reason(error: &io::Error) -> KeptReason {
    match error.kind() {
        io::ErrorKind::PermissionDenied => KeptReason::NotAllowed,
        io::ErrorKind::NotFound => KeptReason::NotHere,
        _ => KeptReason::UsedByHidden,
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{super::mapping::Mapping, Machine},
        *,
    };
    use std::num::NonZeroUsize;

    /// A file of shared memory that is removed with the test.
    struct Left(u64);

    impl Left {
        /// Creates a file that zenoh takes for its own.
        fn create() -> (Self, File) {
            let path = super::super::path;
            let number = (1_u64..)
                .map(|offset| (u64::from(std::process::id()) << 9) + offset * (1 << 17))
                .find(|number| fs::symlink_metadata(path(*number)).is_err())
                .unwrap();
            let mut options = OpenOptions::new();
            options.read(true).write(true).create_new(true);
            let file = options.open(path(number)).unwrap();
            file.set_len(4096).unwrap();
            (Self(number), file)
        }

        fn find(&self) -> Option<SharedFile> {
            let machine = Machine::read().unwrap();
            machine.files.into_iter().find(|file| file.number == self.0)
        }
    }

    impl Drop for Left {
        fn drop(&mut self) {
            let _ = fs::remove_file(super::super::path(self.0));
        }
    }

    #[test]
    fn an_orphan_is_removed_unless_it_is_new_locked_or_open() {
        // Every process of zenoh that starts or ends removes files without a lock: then another file is tried.
        for _ in 0..100 {
            let (left, file) = Left::create();
            let shared = Flock::lock(file, FlockArg::LockSharedNonblock).map_err(|(_, error)| error);
            let Ok(locked) = shared else {
                continue;
            };
            let Some(found) = left.find() else {
                continue;
            };
            let later = SystemTime::now() + 2 * SETTLING_TIME;
            assert_eq!(found.check_orphaned(), Err(KeptReason::New));
            assert_eq!(found.remove_at(later), Err(KeptReason::UsedByHidden));
            let open = locked.unlock().map_err(|(_, error)| error).unwrap();
            match found.remove_at(later) {
                Err(KeptReason::UsedByHidden) => {}
                Err(KeptReason::NotHere) => continue,
                answer => panic!("it is open: {answer:?}"),
            }
            drop(open);
            match found.remove_at(later) {
                Ok(()) => {}
                Err(KeptReason::NotHere) => continue,
                answer => panic!("it is an orphan: {answer:?}"),
            }
            assert!(fs::symlink_metadata(super::super::path(left.0)).is_err());
            assert_eq!(found.remove_at(later), Err(KeptReason::NotHere));
            return;
        }
        panic!("other processes removed every file");
    }

    #[test]
    fn a_mapped_file_is_not_an_orphan() {
        let len = NonZeroUsize::new(8192).unwrap();
        let made = Mapping::create(len).map_err(|source| crate::ShmError::Create { bytes: 8192, source });
        let Some(mapping) = crate::shm::test_pool::made(made) else {
            return;
        };
        let left = Left(mapping.number().into());
        let mut found = left.find().unwrap();
        let later = SystemTime::now() + 2 * SETTLING_TIME;
        assert_eq!(found.remove_at(later), Err(KeptReason::Used));
        // As for a process that cannot see this one.
        found.users.clear();
        assert_eq!(found.remove_at(later), Err(KeptReason::UsedByHidden));
        found.place = FilePlace::Removed;
        assert_eq!(found.remove_at(later), Err(KeptReason::NotHere));
    }
}
