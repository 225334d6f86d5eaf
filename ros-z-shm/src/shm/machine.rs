//! zenoh shared memory of all processes on this machine, of this library and of any other program, as the system shows
//! it: the files in `/dev/shm`, and the processes that have mapped them. `tables` reads how much of a pool is held,
//! `process` describes the processes, `orphan` finds and removes what dead processes left. Linux only.
//!
//! Reads files only: no process is asked, and no publisher waits.
//! [`report::process_stats`](crate::report::process_stats) asks processes for what only they know.
//!
//! # Examples
//! ```
//! use ros_z_shm::shm::{ShmPool, machine::Machine};
//!
//! let pool = ShmPool::of(1 << 20)?;
//! let machine = Machine::read()?;
//! let ours = machine.files.iter().filter(|file| file.users.contains(&std::process::id()));
//! assert!(ours.map(|file| file.bytes).sum::<u64>() > 1 << 20);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod orphan;
mod process;
mod tables;

pub use orphan::{KeptReason, SETTLING_TIME};
pub use process::UserProcess;
pub use tables::HeldBuffers;

use super::processes::processes;
use rustix::fs::{major, minor};
use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::time::SystemTime;

/// A snapshot of the zenoh shared memory of a machine.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Machine {
    /// The files, sorted by number.
    pub files: Vec<SharedFile>,
    /// The processes that have mapped at least one of them, by process id.
    pub processes: BTreeMap<u32, UserProcess>,
    /// The number of processes whose mappings this process may not read, usually those of other users.
    pub hidden_processes: usize,
}

/// A file of zenoh shared memory.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct SharedFile {
    /// The number in its name, `/dev/shm/<number>.zenoh`.
    pub number: u64,
    /// Its content.
    pub kind: FileKind,
    /// Its place.
    pub place: FilePlace,
    /// Its length.
    pub bytes: u64,
    /// The user id of its owner; `None` if it is not in this process's `/dev/shm`.
    pub uid: Option<u32>,
    /// The time of its creation; `None` if it is not in this process's `/dev/shm`.
    pub created: Option<SystemTime>,
    /// The processes that have mapped it, as far as this process may know.
    pub users: Vec<u32>,
    /// The users that may have created it: they are older than it.
    pub creators: Vec<u32>,
    /// The buffers of a pool that have a holder; `None` if the table that lists them cannot be read, and for a table.
    pub held: Option<HeldBuffers>,
    identity: Identity,
}

/// Device and inode.
type Identity = (u64, u64);

/// The content of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FileKind {
    /// Memory for messages.
    Pool,
    /// zenoh's table of the buffers that a process has allocated, one for each process that publishes.
    Table,
    /// A few bytes with which two sessions find out whether they share memory.
    Handshake,
}

/// The place of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FilePlace {
    /// In the `/dev/shm` of this process.
    Here,
    /// It was removed, and is mapped: its memory is in use until the last process unmaps it, and no other process can
    /// open it.
    Removed,
    /// In another `/dev/shm`, such as that of a container.
    Elsewhere,
}

/// A mapped file, from a line of `/proc/<pid>/maps`.
#[derive(Debug, PartialEq, Eq)]
struct MappedFile {
    device: (u32, u32),
    inode: u64,
    number: u64,
    bytes: u64,
    is_removed: bool,
}

impl MappedFile {
    /// Parses a line such as `7f52a000-7f52b000 rw-s 00000000 00:1a 5   /dev/shm/123.zenoh (deleted)`.
    fn parse(line: &str) -> Option<Self> {
        let path = line[line.find("/dev/shm/")?..].trim_end();
        let file = path.strip_suffix(" (deleted)");
        let name = file.unwrap_or(path).strip_prefix("/dev/shm/")?;
        let mut words = line.split_whitespace();
        let (start, end) = words.next()?.split_once('-')?;
        let (major, minor) = words.nth(2)?.split_once(':')?;
        let hexadecimal = |text| u64::from_str_radix(text, 16).ok();
        let device = |text| u32::from_str_radix(text, 16).ok();
        Some(Self {
            device: (device(major)?, device(minor)?),
            inode: words.next()?.parse().ok()?,
            number: name.strip_suffix(".zenoh")?.parse().ok()?,
            bytes: hexadecimal(end)?.checked_sub(hexadecimal(start)?)?,
            is_removed: file.is_some(),
        })
    }

    fn is(&self, file: &SharedFile) -> bool {
        let (device, inode) = file.identity;
        self.number == file.number && self.inode == inode && self.device == (major(device), minor(device))
    }
}

impl FileKind {
    fn of(number: u64, bytes: u64) -> Self {
        if number <= u64::from(u16::MAX) {
            Self::Table
        } else if bytes < SMALLEST_POOL {
            Self::Handshake
        } else {
            Self::Pool
        }
    }
}

impl SharedFile {
    /// Returns whether it has messages in it.
    #[must_use]
    pub fn is_pool(&self) -> bool {
        self.kind == FileKind::Pool
    }

    fn here(number: u64, metadata: &Metadata) -> Self {
        Self {
            number,
            kind: FileKind::of(number, metadata.len()),
            place: FilePlace::Here,
            bytes: metadata.len(),
            uid: Some(metadata.uid()),
            created: metadata.created().or_else(|_| metadata.modified()).ok(),
            users: Vec::new(),
            creators: Vec::new(),
            held: None,
            identity: (metadata.dev(), metadata.ino()),
        }
    }

    fn of_mapping(mapped: &MappedFile) -> Self {
        let (major, minor) = mapped.device;
        Self {
            number: mapped.number,
            kind: FileKind::of(mapped.number, mapped.bytes),
            place: if mapped.is_removed {
                FilePlace::Removed
            } else {
                FilePlace::Elsewhere
            },
            bytes: mapped.bytes,
            uid: None,
            created: None,
            users: Vec::new(),
            creators: Vec::new(),
            held: None,
            identity: (rustix::fs::makedev(major, minor), mapped.inode),
        }
    }
}

/// The length of the smallest pool: zenoh's allocator itself needs more than a kilobyte of it.
const SMALLEST_POOL: u64 = 1024;

/// Returns the path of the file with this number.
fn path(number: u64) -> String {
    format!("/dev/shm/{number}.zenoh")
}

/// Returns the files in the `/dev/shm` of this process.
fn files() -> io::Result<Vec<SharedFile>> {
    let entries = fs::read_dir("/dev/shm")?.flatten();
    let file = |entry: fs::DirEntry| {
        let name = entry.file_name().into_string().ok()?;
        let number = name.strip_suffix(".zenoh")?.parse().ok()?;
        // A link is not followed: zenoh creates none.
        let metadata = entry.metadata().ok().filter(Metadata::is_file)?;
        Some(SharedFile::here(number, &metadata))
    };
    Ok(entries.filter_map(file).collect())
}

impl Machine {
    /// Reads the current state.
    ///
    /// # Errors
    /// Fails if `/dev/shm` cannot be read.
    pub fn read() -> io::Result<Self> {
        let mut machine = Self {
            files: files()?,
            ..Self::default()
        };
        for process in processes() {
            match fs::read_to_string(format!("/proc/{process}/maps")) {
                Ok(maps) => machine.add_mappings(process, &maps),
                // It has ended.
                Err(error) if is_gone(&error) => {}
                Err(_) => machine.hidden_processes += 1,
            }
        }
        for file in &mut machine.files {
            let may_have_created = |process: &&u32| {
                let started = machine.processes.get(process).and_then(|process| process.started);
                let is_younger = started
                    .zip(file.created)
                    .is_some_and(|(started, created)| started > created);
                !is_younger
            };
            file.creators = file.users.iter().filter(may_have_created).copied().collect();
        }
        tables::read_held(&mut machine.files);
        machine.files.sort_by_key(|file| (file.number, file.identity));
        Ok(machine)
    }

    fn add_mappings(&mut self, process: u32, maps: &str) {
        for mapped in maps.lines().filter_map(MappedFile::parse) {
            let known = self.files.iter().position(|file| mapped.is(file));
            let index = known.unwrap_or_else(|| {
                self.files.push(SharedFile::of_mapping(&mapped));
                self.files.len() - 1
            });
            let users = &mut self.files[index].users;
            if users.last() != Some(&process) {
                users.push(process);
            }
            self.processes
                .entry(process)
                .or_insert_with(|| UserProcess::read(process));
        }
    }
}

/// Returns whether the error means that the process has ended.
fn is_gone(error: &io::Error) -> bool {
    let no_such_process = rustix::io::Errno::SRCH.raw_os_error();
    error.kind() == io::ErrorKind::NotFound || error.raw_os_error() == Some(no_such_process)
}

#[cfg(test)]
mod tests {
    use super::{
        super::{ShmPool, test_pool::made},
        *,
    };

    #[test]
    fn a_mapped_file_is_identified_by_device_and_inode() {
        let line = "7f52a000-7f52b000 rw-s 00000000 00:1a 5    /dev/shm/123.zenoh";
        let mut expected = MappedFile {
            device: (0, 0x1a),
            inode: 5,
            number: 123,
            bytes: 4096,
            is_removed: false,
        };
        assert_eq!(MappedFile::parse(line), Some(expected));
        expected = MappedFile::parse(&format!("{line} (deleted)")).unwrap();
        assert!(expected.is_removed);
        for line in [
            "",
            "7f52a000-7f52b000 rw-s 0 00:1a 5 /dev/shm/iox",
            "7f52a000-7f52b000 rw-s 0 00:1a x /dev/shm/1.zenoh",
            "7f52a000-7f52b000 rw-s 0 001a 5 /dev/shm/1.zenoh",
            "/dev/shm/1.zenoh",
            "7f52b000-7f52a000 rw-s 0 00:1a 5 /dev/shm/1.zenoh",
        ] {
            assert_eq!(MappedFile::parse(line), None, "{line}");
        }
    }

    #[test]
    fn a_pool_of_this_process_is_found_with_its_held_buffers_and_its_creator() {
        let Some(pool) = made(ShmPool::of(300_000)) else {
            return;
        };
        let number = u64::from(pool.segment().expect("a new pool has a file").number);
        let find = || {
            let machine = Machine::read().expect("/dev/shm is readable");
            let file = machine.files.into_iter().find(|file| file.number == number);
            (file.expect("its file is in /dev/shm"), machine.processes)
        };
        let (before, processes) = find();
        let own = std::process::id();
        assert_eq!((before.kind, before.place), (FileKind::Pool, FilePlace::Here));
        assert!(before.bytes >= 300_000, "{before:?}");
        assert!(
            before.users.contains(&own) && before.creators.contains(&own),
            "{before:?}"
        );
        assert_eq!(processes[&own].uid, before.uid);
        let config = super::super::ShmConfig::with_pool(pool);
        let buffer = config.acquire(100_000).expect("the pool is empty");
        let (during, _) = find();
        let held = |file: &SharedFile| file.held.expect("the own table is readable");
        assert!(held(&during).bytes >= held(&before).bytes + 100_000, "{during:?}");
        assert_eq!(held(&during).buffers, held(&before).buffers + 1);
        assert_eq!(held(&during).shared_buffers, held(&before).shared_buffers);
        drop(buffer);
        assert_eq!(held(&find().0), held(&before));
    }
}
