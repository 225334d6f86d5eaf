//! Segments of other processes: the [`ShmClient`] of every session that this library opens. It maps without `mlock`,
//! unmaps a segment that no buffer is left of, and maps it again when the next buffer arrives. zenoh's own client
//! locks each segment, and keeps it until the process ends. Which segments to [`pin`] is not known here.
#![allow(unsafe_code)]

use std::{
    collections::BTreeMap,
    fmt, io,
    sync::{
        Arc, Mutex, MutexGuard, Once, OnceLock, PoisonError,
        atomic::{self, AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use zenoh::shm::{
    ChunkID, PosixShmClient, ProtocolID, SegmentID, ShmClient, ShmClientStorage, ShmSegment, WithProtocolID,
};

use super::{
    exit, maintenance,
    mapping::{self, Mapping},
};

/// How long a segment that was never pinned stays mapped without a buffer. Mapping it again costs some microseconds for each MiB.
const IDLE: Duration = Duration::from_secs(10);

/// The segments that something was received from, or that are pinned. One for each process that published, for the
/// life of this one: zenoh's storage keeps them. What they map comes and goes.
static SEGMENTS: Mutex<BTreeMap<SegmentID, Arc<AttachedSegment>>> = Mutex::new(BTreeMap::new());

fn segments() -> MutexGuard<'static, BTreeMap<SegmentID, Arc<AttachedSegment>>> {
    SEGMENTS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The clients of a session: this library's for zenoh's POSIX protocol.
///
/// One storage for all sessions, which is never dropped. [`AttachedSegment::is_unused`] depends on both, and on [`UnlockedClient`] being
/// in no other storage.
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
    /// Called once for each segment, for the first buffer of it that arrives. zenoh has mapped the table of that buffer
    /// before.
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
            return Err(format!("segment {id} of shared memory is attached already").into());
        }
        let segment = segment.clone();
        drop(segments);
        unmap_in_time();
        Ok(segment)
    }
}

/// Logs that messages are lost, once for a segment and for as long as no other one fails.
fn warn_of_loss(id: SegmentID, error: &io::Error) {
    static LATEST: Mutex<Option<SegmentID>> = Mutex::new(None);
    let mut latest = LATEST.lock().unwrap_or_else(PoisonError::into_inner);
    if latest.replace(id) != Some(id) {
        tracing::warn!(
            "shared memory segment {id} cannot be received from: /dev/shm/{id}.zenoh cannot be mapped: {error}; publishers of \
             this library send over the network, messages of others are lost; if the file was removed while its publisher \
             runs, restart the publisher and set `RemoveIPC=no` in /etc/systemd/logind.conf"
        );
    }
}

/// A segment of another process, mapped or not.
struct AttachedSegment {
    id: SegmentID,
    /// Whether zenoh's storage has it.
    is_attached: AtomicBool,
    state: Mutex<AttachedState>,
}

struct AttachedState {
    id: SegmentID,
    mapping: Option<Mapping>,
    used: Instant,
    pins: usize,
    /// Whether a pin has been dropped since the last one was made.
    was_pinned: bool,
}

impl AttachedState {
    /// The mapping, made now if there is none.
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

    /// Whether there is no buffer of the segment, and none is being made; `segment` is the one in [`SEGMENTS`], whose
    /// `state` is locked.
    ///
    /// zenoh (1.9) clones the `Arc` before it calls [`map`](ShmSegment::map), and keeps the clone in the buffer. So the
    /// `Arc` is counted once here, once in the only storage if that has it, and once for each buffer and each call of
    /// `map`. A buffer that is being made after this has counted waits in `map` for the lock of the state.
    fn is_unused(segment: &Arc<Self>, _state: &AttachedState) -> bool {
        let kept = 1 + usize::from(segment.is_attached.load(Ordering::SeqCst));
        let is_unused = Arc::strong_count(segment) == kept;
        // What the last buffer did before it was dropped comes before what is done now.
        atomic::fence(Ordering::Acquire);
        is_unused
    }

    /// Takes the mapping out if nothing needs it any longer, for the caller to drop: unmapping takes its time.
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
    /// The address of a chunk.
    ///
    /// zenoh makes a buffer at this address, of the length that its sender wrote. That length is not known here: a
    /// process of the same user is trusted not to announce more than it has.
    fn map(&self, chunk: ChunkID) -> zenoh::Result<*mut u8> {
        let mut state = self.state();
        let mapping = state
            .mapping()
            .inspect_err(|error| warn_of_loss(self.id, error))?;
        let position = usize::try_from(chunk)?;
        if position >= mapping.len() {
            return Err(format!("chunk {chunk} is outside of segment {}", self.id).into());
        }
        // In bounds, as checked. The address stays valid for the buffer that zenoh makes of it: the mapping is dropped in
        // `retire` only, which counts the buffer (`is_unused`).
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

/// Keeps a segment mapped, and its file protected, also without a buffer in it, until it is dropped.
#[derive(Debug)]
#[must_use]
pub(crate) struct Pin {
    id: SegmentID,
}

/// Maps the segment of a connected publisher, before its first message or after, and keeps it mapped as long as the pin
/// lives.
///
/// # Errors
///
/// The segment cannot be mapped: its file is gone, or belongs to another user, or there is no address space. What
/// is published in it would be lost.
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
        // A segment with buffers left is unmapped later.
        unmap_in_time();
        drop(retired);
    }
}

/// Has the keeper unmap what is no longer needed, from now on.
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
    // What zenoh does not have was pinned only.
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

    /// Makes a segment look as if nothing had been received from it for long.
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
    fn a_pin_that_was_never_of_use_leaves_nothing() -> io::Result<()> {
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
