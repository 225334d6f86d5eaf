//! Removes the files of pools from `/dev/shm` when the process exits normally, after the receivers of the last messages
//! have opened them.
//!
//! Pools live until the process ends, because dropping one invalidates its messages in flight; so their segments are
//! never dropped, and zenoh removes the file of a segment only when it is dropped. zenoh also leaves the file of its
//! table of buffers at every exit. Removing a file does not affect processes that have mapped it.
//!
//! After a crash or a signal, the files stay until the next process that uses zenoh's shared memory removes them.

use std::{
    borrow::Borrow,
    path::Path,
    process,
    sync::{
        Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use zenoh::shm::{PosixShmClient, SegmentID, WithProtocolID, ZShmMut, zshm};
use zenoh_buffers::ZSlice;
use zenoh_shm::ShmBufInner;

/// The files to remove, and the process that created them: a fork inherits the list, but does not own the files.
struct Files {
    owner: u32,
    segments: Vec<u64>,
    /// Further tasks at exit.
    tasks: Vec<fn()>,
}

impl Files {
    /// Registers the file with this number for removal.
    fn remove(&mut self, number: u64) {
        if !self.segments.contains(&number) {
            self.segments.push(number);
        }
    }
}

static FILES: Mutex<Files> = Mutex::new(Files {
    owner: 0,
    segments: Vec::new(),
    tasks: Vec::new(),
});

/// Waits for the receivers of the last messages.
static LINGER: OnceLock<fn()> = OnceLock::new();

/// Registers `linger`, to be called at a normal exit before the files are removed. Only the first function is kept.
pub(super) fn linger_with(linger: fn()) {
    LINGER.get_or_init(|| linger);
}

/// Registers the files of `buffer` for removal: zenoh's table of buffers, and `segment` unless its owner drops it.
///
/// Segments of protocols other than zenoh's POSIX one have no such file.
pub(super) fn remove_files_of(buffer: &ZShmMut, segment: Option<SegmentID>) {
    let Some(table) = table_of(buffer.borrow()) else {
        return;
    };
    add(|files| {
        files.remove(table);
        segment
            .into_iter()
            .for_each(|segment| files.remove(segment.into()));
    });
}

/// Registers the file of zenoh's table that contains `buffer`, which this process has allocated, for removal: zenoh creates
/// another table when one is full.
pub(super) fn remove_table_of(buffer: &ZSlice) {
    static LATEST: AtomicU64 = AtomicU64::new(u64::MAX);
    let Some(inner) = buffer.downcast_ref::<ShmBufInner>() else {
        return;
    };
    let table = u64::from(inner.info.metadata.id);
    if inner.protocol() == (PosixShmClient {}).id() && LATEST.load(Ordering::Relaxed) != table {
        add(|files| files.remove(table));
        LATEST.store(table, Ordering::Relaxed);
    }
}

/// Registers `task`, to be called at a normal exit.
#[cfg_attr(
    not(target_os = "linux"),
    expect(dead_code, reason = "zenoh removes the files that it has mapped")
)]
pub(super) fn also(task: fn()) {
    add(|files| files.tasks.push(task));
}

fn add(more: impl FnOnce(&mut Files)) {
    let owner = process::id();
    let mut files = files();
    let is_first = files.owner != owner;
    if is_first {
        *files = Files {
            owner,
            segments: Vec::new(),
            tasks: Vec::new(),
        };
    }
    more(&mut files);
    drop(files);
    if is_first {
        arrange();
    }
}

/// Returns the number of zenoh's table of buffers that contains `buffer`; `None` if it is not in a POSIX segment.
pub(super) fn table_of(buffer: &zshm) -> Option<u64> {
    let slice = ZSlice::from(buffer.to_owned());
    let inner = slice.downcast_ref::<ShmBufInner>()?;
    let is_posix = inner.protocol() == (PosixShmClient {}).id();
    is_posix.then_some(u64::from(inner.info.metadata.id))
}

/// Returns whether this process created the file with this number.
pub(super) fn is_own(number: u64) -> bool {
    let files = files();
    files.owner == process::id() && files.segments.contains(&number)
}

/// Returns whether a file that this process created was removed from `/dev/shm`.
pub(super) fn is_any_removed() -> bool {
    let files = files();
    files.owner == process::id() && files.segments.iter().any(|number| is_removed(*number))
}

/// Returns whether zenoh's table of this process was removed from `/dev/shm`. Tables have the numbers of 16 bits.
pub(crate) fn is_table_removed() -> bool {
    let files = files();
    let mut tables = files
        .segments
        .iter()
        .filter(|number| **number <= u64::from(u16::MAX));
    files.owner == process::id() && tables.any(|number| is_removed(*number))
}

/// Whether the file of this number is gone from `/dev/shm`, so that no process can open it any more.
pub(super) fn is_removed(number: u64) -> bool {
    Path::new("/dev/shm").is_dir() && !Path::new(&format!("/dev/shm/{number}.zenoh")).exists()
}

/// Cancels the removal of this segment's file: it is gone, and its number may be reused.
pub(super) fn forget(segment: SegmentID) {
    files().segments.retain(|number| *number != u64::from(segment));
}

fn files() -> MutexGuard<'static, Files> {
    FILES.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(unix)]
fn arrange() {
    if !super::system::at_exit(remove_files) {
        tracing::debug!(
            "cannot register an exit handler; the next zenoh process removes this process's files from /dev/shm"
        );
    }
}

#[cfg(not(unix))]
fn arrange() {}

#[cfg(unix)]
extern "C" fn remove_files() {
    if files().owner == process::id() {
        if let Some(linger) = LINGER.get() {
            linger();
        }
        super::maintenance::stop();
        super::recovery::stop();
        let tasks = files().tasks.clone();
        tasks.into_iter().for_each(|task| task());
        for segment in &files().segments {
            // Another process may have removed it, which is fine.
            let _ = nix::sys::mman::shm_unlink(format!("{segment}.zenoh").as_str());
        }
    }
}
