//! Removes the files of pools from `/dev/shm` when the process exits normally, as soon as
//! the receivers of the last messages have opened them.
//!
//! Pools live until the process ends, because dropping one takes the messages in
//! flight with it; so nothing drops their segments, and zenoh removes the file of a
//! segment only when it is dropped. It also leaves the file of its table of buffers
//! at every exit. Unlinking a file disturbs no process that has mapped it.
//!
//! After a crash or a signal the files stay, until the next process that uses zenoh's
//! shared memory removes them.

use std::{
    borrow::Borrow,
    path::Path,
    process,
    sync::{Mutex, MutexGuard, OnceLock, PoisonError},
};

use zenoh::shm::{PosixShmClient, SegmentID, WithProtocolID, ZShmMut, zshm};
use zenoh_buffers::ZSlice;
use zenoh_shm::ShmBufInner;

/// The files to remove, and the process that made them: a fork inherits the list, not the files.
struct Files {
    owner: u32,
    segments: Vec<u64>,
    /// What else there is to do.
    tasks: Vec<fn()>,
}

static FILES: Mutex<Files> = Mutex::new(Files {
    owner: 0,
    segments: Vec::new(),
    tasks: Vec::new(),
});

/// Waits for the receivers of the last messages.
static LINGER: OnceLock<fn()> = OnceLock::new();

/// Calls `linger` at a normal exit, before the files are removed. The first function stays.
pub(super) fn linger_with(linger: fn()) {
    LINGER.get_or_init(|| linger);
}

/// Notes the files behind `buffer`: zenoh's table of buffers, and `segment` unless somebody drops it.
///
/// Segments of another protocol than zenoh's POSIX one have no such file.
pub(super) fn remove_files_of(buffer: &ZShmMut, segment: Option<SegmentID>) {
    let Some(table) = table_of(buffer.borrow()) else {
        return;
    };
    add(|files| {
        for file in [Some(table), segment.map(u64::from)].into_iter().flatten() {
            if !files.segments.contains(&file) {
                files.segments.push(file);
            }
        }
    });
}

/// Has `task` called too when the process exits normally.
#[cfg_attr(
    not(target_os = "linux"),
    expect(dead_code, reason = "zenoh removes what it has mapped")
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

/// The number of zenoh's table of buffers that `buffer` is in; `None` if it is not in a POSIX segment.
pub(super) fn table_of(buffer: &zshm) -> Option<u64> {
    let slice = ZSlice::from(buffer.to_owned());
    let inner = slice.downcast_ref::<ShmBufInner>()?;
    let is_posix = inner.protocol() == (PosixShmClient {}).id();
    is_posix.then_some(u64::from(inner.info.metadata.id))
}

/// Whether this process has made the file of this number.
pub(super) fn is_own(number: u64) -> bool {
    let files = files();
    files.owner == process::id() && files.segments.contains(&number)
}

/// Whether one of the files that this process has made is gone from `/dev/shm`.
pub(super) fn is_any_removed() -> bool {
    let files = files();
    files.owner == process::id() && files.segments.iter().any(|number| is_removed(*number))
}

/// Whether the file of this number is gone from `/dev/shm`, so that no process can open it any more.
pub(super) fn is_removed(number: u64) -> bool {
    Path::new("/dev/shm").is_dir() && !Path::new(&format!("/dev/shm/{number}.zenoh")).exists()
}

/// Removes nothing under this number at exit: the file is gone, and the number may be used again.
pub(super) fn forget(segment: SegmentID) {
    files().segments.retain(|number| *number != u64::from(segment));
}

fn files() -> MutexGuard<'static, Files> {
    FILES.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(unix)]
fn arrange() {
    if !super::system::at_exit(remove_files) {
        tracing::debug!("shared memory files stay in /dev/shm after the exit of this process");
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
        let tasks = files().tasks.clone();
        tasks.into_iter().for_each(|task| task());
        for segment in &files().segments {
            // Somebody else may have removed it: nothing to do, and nobody to tell at exit.
            let _ = nix::sys::mman::shm_unlink(format!("{segment}.zenoh").as_str());
        }
    }
}
