//! Segments of other processes: the [`ShmClient`] of every session that this library opens. It maps without `mlock`,
//! unmaps a segment without buffers, and maps it again when the next buffer arrives. zenoh's own client locks each
//! segment, and keeps it mapped until the process ends. `audience` decides which segments to [`pin`].
#![allow(unsafe_code)]

use std::{
    collections::BTreeMap,
    fmt, io,
    num::NonZeroUsize,
    ptr::NonNull,
    slice,
    sync::{
        Arc, Mutex, MutexGuard, Once, OnceLock, PoisonError,
        atomic::{self, AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use zenoh::shm::{
    ChunkID, PosixShmClient, ProtocolID, SegmentID, ShmClient, ShmClientStorage, ShmSegment, WithProtocolID,
};

use zenoh_buffers::ZSlice;
use zenoh_shm::{ShmBufInfo, ShmBufInner, metadata::descriptor::MetadataDescriptor, reader::ShmReader};

use super::{
    exit, maintenance,
    mapping::{self, Mapping},
};

/// The time for which a segment that was never pinned stays mapped without a buffer. Mapping it again costs some
/// microseconds per MiB.
const IDLE: Duration = Duration::from_secs(10);

/// The segments that this process has received from or pinned. One for each process that published, until this process
/// ends, because zenoh's storage keeps them. Their mappings come and go.
static SEGMENTS: Mutex<BTreeMap<SegmentID, Arc<AttachedSegment>>> = Mutex::new(BTreeMap::new());

fn segments() -> MutexGuard<'static, BTreeMap<SegmentID, Arc<AttachedSegment>>> {
    SEGMENTS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Returns the clients of a session: this library's client for zenoh's POSIX protocol.
///
/// All sessions share one storage, which is never dropped. [`AttachedSegment::is_unused`] depends on both, and on
/// [`UnlockedClient`] being in no other storage.
pub(crate) fn storage() -> Arc<ShmClientStorage> {
    static STORAGE: OnceLock<Arc<ShmClientStorage>> = OnceLock::new();
    let make = || {
        Arc::new(
            ShmClientStorage::builder()
                .with_client(Arc::new(UnlockedClient))
                .build(),
        )
    };
    STORAGE.get_or_init(make).clone()
}

#[derive(Debug)]
struct UnlockedClient;

impl WithProtocolID for UnlockedClient {
    fn id(&self) -> ProtocolID {
        (PosixShmClient {}).id()
    }
}

impl ShmClient for UnlockedClient {
    /// Called once for each segment, for its first buffer. zenoh has mapped the table of that buffer before.
    fn attach(&self, id: SegmentID) -> zenoh::Result<Arc<dyn ShmSegment>> {
        mapping::unlock_tables();
        let mut segments = segments();
        let segment = segments
            .entry(id)
            .or_insert_with(|| Arc::new(AttachedSegment::new(id)));
        let answer = segment.state().mapping().map(drop);
        if let Err(error) = answer {
            drop(segments);
            warn_of_loss(id, &error);
            return Err(error.into());
        }
        if segment.is_attached.swap(true, Ordering::SeqCst) {
            return Err(format!("shared memory segment {id} is already attached").into());
        }
        let segment = segment.clone();
        drop(segments);
        unmap_in_time();
        Ok(segment)
    }
}

/// Logs that messages are lost, once for a segment until another one fails.
fn warn_of_loss(id: SegmentID, error: &io::Error) {
    static LATEST: Mutex<Option<SegmentID>> = Mutex::new(None);
    let mut latest = LATEST.lock().unwrap_or_else(PoisonError::into_inner);
    if latest.replace(id) != Some(id) {
        tracing::warn!(
            "cannot map shared memory segment /dev/shm/{id}.zenoh: {error}; publishers of this library send over the \
             network instead, messages of other publishers are lost; if the file was removed while its publisher runs, \
             restart the publisher and set `RemoveIPC=no` in /etc/systemd/logind.conf"
        );
    }
}

/// A segment of another process, mapped or not.
struct AttachedSegment {
    id: SegmentID,
    /// Whether zenoh's storage contains it.
    is_attached: AtomicBool,
    state: Mutex<AttachedState>,
}

struct AttachedState {
    id: SegmentID,
    mapping: Option<Mapping>,
    used: Instant,
    pins: usize,
    /// Whether the last pin was dropped.
    was_pinned: bool,
}

impl AttachedState {
    /// Returns the mapping, and creates it if necessary.
    fn mapping(&mut self) -> io::Result<&Mapping> {
        self.used = Instant::now();
        if self.mapping.is_none() {
            self.mapping = Some(Mapping::open(self.id)?);
        }
        self.mapping
            .as_ref()
            .ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

impl AttachedSegment {
    fn new(id: SegmentID) -> Self {
        Self {
            id,
            is_attached: AtomicBool::new(false),
            state: Mutex::new(AttachedState {
                id,
                mapping: None,
                used: Instant::now(),
                pins: 0,
                was_pinned: false,
            }),
        }
    }

    fn state(&self) -> MutexGuard<'_, AttachedState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns whether the segment has no buffer and none is being created. `segment` must be the one in [`SEGMENTS`],
    /// with its `state` locked.
    ///
    /// zenoh (1.9 and 1.10) clones the `Arc` before it calls [`map`](ShmSegment::map), and keeps the clone in the buffer.
    /// So the count is 1 for this map, 1 for the only storage if it contains the segment, and 1 for each buffer and each
    /// call of `map`. A buffer whose creation starts after this count waits in `map` for the lock of the state.
    fn is_unused(segment: &Arc<Self>, _state: &AttachedState) -> bool {
        let kept = 1 + usize::from(segment.is_attached.load(Ordering::SeqCst));
        let is_unused = Arc::strong_count(segment) == kept;
        // Orders the last accesses of a dropped buffer before the following unmap.
        atomic::fence(Ordering::Acquire);
        is_unused
    }

    /// Takes the mapping out if it is no longer needed. The caller drops it outside of the locks, because unmapping
    /// takes time.
    fn retire(segment: &Arc<Self>) -> Option<Mapping> {
        let mut state = segment.state();
        let is_due = state.pins == 0 && (state.was_pinned || state.used.elapsed() >= IDLE);
        if is_due && Self::is_unused(segment, &state) {
            state.mapping.take()
        } else {
            None
        }
    }
}

impl ShmSegment for AttachedSegment {
    /// Returns the address of a chunk.
    ///
    /// zenoh creates a buffer at this address with the length that the sender wrote. This function does not know that
    /// length: a process of the same user is trusted not to announce more than it has.
    fn map(&self, chunk: ChunkID) -> zenoh::Result<*mut u8> {
        let mut state = self.state();
        let mapping = state
            .mapping()
            .inspect_err(|error| warn_of_loss(self.id, error))?;
        let position = usize::try_from(chunk)?;
        if position >= mapping.len() {
            return Err(format!(
                "chunk {chunk} is outside of the {}-byte shared memory segment {}",
                mapping.len(),
                self.id
            )
            .into());
        }
        // In bounds, as checked. The address stays valid for the buffer that zenoh creates from it: only `retire` drops
        // the mapping, after it has counted the buffers (`is_unused`).
        Ok(mapping.start().as_ptr().wrapping_add(position))
    }
}

impl fmt::Debug for AttachedSegment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Segment")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// Keeps a segment mapped, and its file protected, until dropped, even without a buffer.
#[derive(Debug)]
#[must_use]
pub(crate) struct Pin {
    id: SegmentID,
}

/// Maps the segment of a connected publisher, before or after its first message, and keeps it mapped while the pin is
/// alive.
///
/// # Errors
///
/// The segment cannot be mapped: its file was removed or belongs to another user, or the address space is exhausted.
/// Messages in this segment would be lost.
pub(crate) fn pin(id: SegmentID) -> io::Result<Pin> {
    let mut segments = segments();
    let segment = segments
        .entry(id)
        .or_insert_with(|| Arc::new(AttachedSegment::new(id)));
    let mut state = segment.state();
    if let Err(error) = state.mapping() {
        let is_of_use = segment.is_attached.load(Ordering::SeqCst) || state.pins > 0;
        drop(state);
        if !is_of_use {
            segments.remove(&id);
        }
        return Err(error);
    }
    state.pins += 1;
    state.was_pinned = false;
    Ok(Pin { id })
}

impl Drop for Pin {
    fn drop(&mut self) {
        let mut segments = segments();
        let Some(segment) = segments.get(&self.id) else {
            return;
        };
        let mut state = segment.state();
        state.pins = state.pins.saturating_sub(1);
        state.was_pinned = state.pins == 0;
        drop(state);
        let retired = AttachedSegment::retire(segment);
        if retired.is_some() && !segment.is_attached.load(Ordering::SeqCst) {
            segments.remove(&self.id);
        }
        drop(segments);
        // A segment with remaining buffers is unmapped later.
        unmap_in_time();
        drop(retired);
    }
}

/// A segment that stays mapped while this is alive.
#[derive(Debug)]
pub(crate) struct SegmentHandle {
    /// Keeps the segment mapped: [`AttachedSegment::is_unused`] counts it as a buffer.
    segment: Arc<AttachedSegment>,
    start: NonNull<u8>,
    len: usize,
}

// SAFETY: a `SegmentHandle` is a shared reference to bytes that are mapped in every thread.
unsafe impl Send for SegmentHandle {}
// SAFETY: as above; it has shared access only.
unsafe impl Sync for SegmentHandle {}

impl SegmentHandle {
    /// Maps a segment, unless it is mapped already.
    ///
    /// # Errors
    /// As [`pin`].
    pub(crate) fn open(id: SegmentID) -> io::Result<Self> {
        let mut segments = segments();
        let segment = segments
            .entry(id)
            .or_insert_with(|| Arc::new(AttachedSegment::new(id)))
            .clone();
        let mut state = segment.state();
        let (start, len) = match state.mapping() {
            Ok(mapping) => (mapping.start(), mapping.len()),
            Err(error) => {
                let is_of_use = segment.is_attached.load(Ordering::SeqCst) || state.pins > 0;
                if !is_of_use {
                    segments.remove(&id);
                }
                return Err(error);
            }
        };
        drop(state);
        drop(segments);
        unmap_in_time();
        Ok(Self { segment, start, len })
    }

    pub(crate) fn id(&self) -> SegmentID {
        self.segment.id
    }

    /// Returns `len` bytes from `chunk`; `None` if they are not inside of the segment.
    pub(crate) fn bytes(&self, chunk: ChunkID, len: usize) -> Option<&[u8]> {
        let position = usize::try_from(chunk).ok()?;
        let end = position.checked_add(len)?;
        if end > self.len {
            return None;
        }
        // SAFETY: `add` requires that the result is inside of the allocation: `position` is at most the length of the mapping,
        // as checked above, and `AttachedSegment::retire` does not drop the mapping while this value counts as a buffer.
        let start = unsafe { self.start.add(position) };
        // SAFETY: `from_raw_parts` requires `len` initialized bytes in one allocation that nobody writes to while the
        // reference is alive. In bounds: both ends were compared with the length of the mapping, which stays as above while
        // this value lives, and the reference borrows it. Initialized: memory of a file is. Not written: as for zenoh's own
        // buffers, the publisher promises not to change a message before its receivers have released it, and a process
        // that breaks this promise has the permissions to change this process as well.
        Some(unsafe { slice::from_raw_parts(start.as_ptr(), len) })
    }
}

/// Returns zenoh's buffer for `bytes`, to be sent again without a copy. The publisher must hold the buffer meanwhile.
/// Returns `None` if zenoh's table does not confirm that it is these bytes.
pub(crate) fn zenoh_buffer(
    (table, index, generation): (u16, u16, u32),
    bytes: &[u8],
) -> Option<Arc<ShmBufInner>> {
    let len = NonZeroUsize::new(bytes.len())?;
    let descriptor = MetadataDescriptor { id: table, index };
    let info = ShmBufInfo::new(len, descriptor, generation);
    let found = ShmReader::new(storage()).read_shmbuf(info);
    mapping::unlock_tables();
    let buffer = match found {
        Ok(buffer) => buffer,
        Err(error) => {
            tracing::debug!("a sample of a lane is copied, because zenoh cannot read its buffer: {error}");
            return None;
        }
    };
    // SAFETY: `inc_ref_count` requires that the count does not become too high: `read_shmbuf` did not count this
    // holder, and its drop decrements.
    unsafe { buffer.inc_ref_count() };
    let is_it = buffer.capacity() >= len && ZSlice::from(buffer.clone()).as_ptr() == bytes.as_ptr();
    is_it.then_some(buffer)
}

/// Registers unmapping of unused segments with the maintenance thread, and the release at exit.
fn unmap_in_time() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        maintenance::every_second(unmap_unused);
        exit::also(leave);
    });
}

/// Removes the files that no other process needs, at exit. Buffers may still be in use.
fn leave() {
    for segment in segments().values() {
        if let Some(mapping) = &segment.state().mapping {
            mapping.leave();
        }
    }
}

fn unmap_unused() {
    let mut segments = segments();
    let retired: Vec<Mapping> = segments.values().filter_map(AttachedSegment::retire).collect();
    // Removes segments that were only pinned: zenoh's storage does not contain them.
    segments
        .retain(|_, segment| segment.is_attached.load(Ordering::SeqCst) || segment.state().mapping.is_some());
    drop(segments);
    drop(retired);
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroUsize;

    use super::*;

    fn mapping() -> Option<Mapping> {
        let len = NonZeroUsize::new(8192).expect("not 0");
        let made = Mapping::create(len);
        super::super::test_pool::made(
            made.map_err(|source| super::super::ShmError::Create { bytes: 8192, source }),
        )
    }

    fn find(id: SegmentID) -> Option<Arc<AttachedSegment>> {
        segments().get(&id).cloned()
    }

    fn is_mapped(id: SegmentID) -> bool {
        find(id).is_some_and(|segment| segment.state().mapping.is_some())
    }

    /// Simulates a segment that has received nothing for a long time.
    fn age(id: SegmentID) {
        let segment = find(id).expect("it is known");
        let mut state = segment.state();
        state.used = state
            .used
            .checked_sub(2 * IDLE)
            .expect("the machine has run for a while");
    }

    #[test]
    fn a_segment_is_unmapped_when_no_buffer_is_left_and_mapped_again_when_needed() -> zenoh::Result<()> {
        let Some(theirs) = mapping() else { return Ok(()) };
        let id = theirs.number();
        let storage = UnlockedClient.attach(id)?;
        let buffer = storage.clone();
        let address = buffer.map(8)?;
        age(id);
        unmap_unused();
        assert!(is_mapped(id), "a buffer is left");
        drop(buffer);
        age(id);
        unmap_unused();
        assert!(!is_mapped(id));
        let again = storage.map(8)?;
        assert!(is_mapped(id) && !again.is_null() && !address.is_null());
        unmap_unused();
        assert!(is_mapped(id), "it was needed a moment ago");
        Ok(())
    }

    #[test]
    fn chunks_outside_of_the_segment_and_a_second_attachment_are_refused() -> zenoh::Result<()> {
        let Some(theirs) = mapping() else { return Ok(()) };
        let segment = UnlockedClient.attach(theirs.number())?;
        assert!(segment.map(8191).is_ok());
        assert!(segment.map(8192).is_err());
        assert!(segment.map(u32::MAX).is_err());
        assert!(UnlockedClient.attach(theirs.number()).is_err());
        Ok(())
    }

    #[test]
    fn slices_of_a_lane_are_inside_of_the_mapping() -> io::Result<()> {
        let Some(theirs) = mapping() else { return Ok(()) };
        let segment = SegmentHandle::open(theirs.number())?;
        for (chunk, len) in [(0, 8192), (8191, 1), (8192, 0), (0, 0)] {
            let bytes = segment.bytes(chunk, len);
            assert_eq!(bytes.map(<[u8]>::len), Some(len), "{chunk}");
        }
        for (chunk, len) in [
            (0, 8193),
            (1, 8192),
            (8192, 1),
            (8193, 0),
            (u32::MAX, 1),
            (1, usize::MAX),
            (u32::MAX, usize::MAX),
            (0, usize::MAX >> 1),
        ] {
            assert!(segment.bytes(chunk, len).is_none(), "{chunk} {len}");
        }
        Ok(())
    }

    #[test]
    fn a_segment_stays_mapped_while_it_is_pinned_and_not_longer() -> zenoh::Result<()> {
        let Some(theirs) = mapping() else { return Ok(()) };
        let id = theirs.number();
        let pins = [pin(id)?, pin(id)?];
        let storage = UnlockedClient.attach(id)?;
        age(id);
        unmap_unused();
        assert!(is_mapped(id));
        let [one, other] = pins;
        drop(one);
        assert!(is_mapped(id));
        drop(other);
        assert!(!is_mapped(id), "at once: its publisher has left");
        drop(storage);
        Ok(())
    }

    #[test]
    fn a_handle_keeps_a_segment_mapped_and_is_refused_for_a_missing_one() -> io::Result<()> {
        let Some(theirs) = mapping() else { return Ok(()) };
        let id = theirs.number();
        let handle = SegmentHandle::open(id)?;
        for (chunk, len) in [(8193, 0), (0, 8193), (8192, 1), (u32::MAX, 1), (1, usize::MAX)] {
            assert!(handle.bytes(chunk, len).is_none(), "{chunk} {len}");
        }
        age(id);
        unmap_unused();
        assert!(is_mapped(id), "the handle is left");
        assert_eq!(handle.bytes(8, 100).map(<[u8]>::len), Some(100));
        drop(handle);
        age(id);
        unmap_unused();
        assert!(!is_mapped(id));
        drop(theirs);
        assert!(SegmentHandle::open(id).is_err(), "its file is gone");
        assert!(find(id).is_none());
        Ok(())
    }

    #[test]
    fn an_unused_pin_leaves_nothing() -> io::Result<()> {
        let Some(theirs) = mapping() else { return Ok(()) };
        let id = theirs.number();
        drop(pin(id)?);
        assert!(find(id).is_none());
        drop(theirs);
        assert!(pin(id).is_err(), "its file is gone");
        assert!(find(id).is_none());
        Ok(())
    }
}
