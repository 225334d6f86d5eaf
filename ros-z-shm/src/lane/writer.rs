//! The publisher's end of a lane: writes each sample into the ring, keeps its memory until the subscriber has released
//! it, and rings the bell.

use super::bell::{Room, SharedBell};
use super::layout::{MAX_BYTES, MAX_ENTRIES, MAX_INLINE, MAX_SLOTS, Place, Shape, words};
use super::ring_writer::{Content, RingWriter};
use super::system::ProcessWatch;
use crate::delivery;
use crate::queue::QueueLimit;
use crate::shm::sealed::SealedMemory;
use crate::shm::{BufferAddress, RecoveredCount, ShmBuffer};
use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};
use zenoh::bytes::ZBytes;
use zenoh::session::ZenohId;
use zenoh_buffers::{ZBuf, ZSlice};
use zenoh_shm::ShmBufInner;

/// The number of samples that a subscriber may hold at a time, besides those in its queue. Further ones go through zenoh.
const HELD: usize = 64;

/// The maximum depth of the queue of a lane.
pub(super) const MAX_DEPTH: usize = 1024;

/// The interval at which a waiting publisher checks whether the subscriber is still there.
const LOOK: Duration = Duration::from_millis(100);

/// The subscriber at the end of a lane: its zenoh session, and its number there.
pub(crate) type Destination = (ZenohId, u64);

/// The result of writing a sample to a lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pushed {
    InLane,
    /// In its place in the lane, but its bytes go through zenoh.
    ThroughZenoh,
    /// The lane has ended before it.
    Ended,
}

pub(super) struct LaneWriter {
    pub(super) to: Destination,
    pub(super) nonce: u64,
    /// Counts what a dead subscriber held.
    pub(super) recovered: Option<RecoveredCount>,
    memory: Arc<SealedMemory>,
    ring: RingWriter<Arc<SealedMemory>, Kept>,
    limit: QueueLimit,
    bell: Option<SharedBell>,
    /// The process of the subscriber.
    process: Option<ProcessWatch>,
    closed: Option<Instant>,
    /// The number after the last sample; 0 before the lane has started.
    next: i64,
    /// Whether the ring may have a sample that only this lane has.
    has_sole: bool,
}

/// The bytes of a sample, as the lanes of a publisher can have them.
pub(super) struct LaneContent {
    slice: ZSlice,
    place: Option<Place>,
    /// The number of holders of the buffer while only this process holds it.
    owners: u32,
}

/// The memory of a sample that a subscriber may hold.
pub(super) enum Kept {
    /// A message that the pool keeps too, unless it is of another program's pool.
    Shared {
        slice: ZSlice,
        /// The number of holders of the buffer while only this process holds it.
        owners: u32,
    },
    /// A message that only this lane has. When the subscriber has released it, it is a [spare](LaneWriter::spare) buffer.
    Sole(ShmBuffer),
}

impl Kept {
    /// Returns a message that only this lane has to its pool, which keeps it from here on.
    fn shared(self) -> Option<Self> {
        let Self::Sole(buffer) = self else {
            return Some(self);
        };
        let (payload, address) = buffer.into_payload();
        let LaneContent { slice, owners, .. } = LaneContent::of(&payload, address)?;
        Some(Self::Shared { slice, owners })
    }

    /// Returns the message to its pool, and its length if no other process or thread has it.
    fn released(self) -> Option<usize> {
        let Some(Self::Shared { slice, owners }) = self.shared() else {
            return None;
        };
        let buffer = slice.downcast_ref::<ShmBufInner>()?;
        (buffer.ref_count() <= owners).then_some(slice.len())
    }
}

impl LaneContent {
    /// Returns the bytes of a payload; `None` if they have to go through zenoh. `address` is the place of the payload if
    /// it is known to be a message of a pool, which holds it by the same reference.
    pub(super) fn of(payload: &ZBytes, address: Option<BufferAddress>) -> Option<Self> {
        let payload = ZBuf::from(payload.clone());
        let mut slices = payload.into_zslices();
        let (slice, None) = (slices.next()?, slices.next()) else {
            return None;
        };
        let owners = if address.is_some() { 1 } else { 2 };
        let place = address.or_else(|| BufferAddress::of(&slice));
        (place.is_some() || slice.len() <= MAX_INLINE).then_some(Self { slice, place, owners })
    }
}

impl LaneWriter {
    /// Creates the ring of a lane to a subscriber whose queue has this limit.
    pub(super) fn create(to: Destination, limit: QueueLimit, nonce: u64) -> io::Result<Self> {
        let depth = limit.depth().min(MAX_DEPTH);
        let shape = Shape {
            entries: depth.next_power_of_two().min(MAX_ENTRIES),
            slots: (depth + HELD).min(MAX_SLOTS),
        };
        let memory = Arc::new(SealedMemory::create(words(shape.entries, shape.slots))?);
        const { assert!(MAX_BYTES > 0) };
        let mut ring = RingWriter::new(memory.clone(), shape, depth, nonce);
        ring.returned();
        Ok(Self {
            to,
            nonce,
            recovered: None,
            memory,
            ring,
            limit,
            bell: None,
            process: None,
            closed: None,
            next: 0,
            has_sole: false,
        })
    }

    /// Returns the descriptor of the ring, for the subscriber.
    pub(super) fn descriptor(&self) -> Option<i32> {
        self.memory.descriptor()
    }

    /// Connects the lane with the subscriber, which has opened the ring.
    pub(super) fn connect(&mut self, process: u32, descriptor: i32, nonce: u64) -> io::Result<()> {
        // Opened before the bell: if the bell is the right one, so is the process.
        self.process = Some(ProcessWatch::open(process)?);
        self.bell = Some(SharedBell::open(process, descriptor, nonce)?);
        self.memory.close();
        Ok(())
    }

    /// Starts the lane with the sample of this number.
    pub(super) fn start(&mut self, number: i64) {
        self.next = number;
        self.ring.start(number);
    }

    /// Writes a sample.
    ///
    /// If the queue of the subscriber is full and keeps all, waits for room, at most until `patience` is over or
    /// `is_leaving` says that the subscriber no longer matches.
    pub(super) fn push(
        &mut self,
        number: i64,
        time: i64,
        content: Option<&LaneContent>,
        patience: Duration,
        is_leaving: impl Fn(u64) -> bool,
    ) -> Pushed {
        if self.ring.is_done() || !self.make_room(patience, is_leaving) {
            self.close(number);
            return Pushed::Ended;
        }
        let content = content.map(|LaneContent { slice, place, owners }| match place {
            Some(place) => {
                let (slice, owners) = (slice.clone(), *owners);
                (Content::InPool(*place), Some(Kept::Shared { slice, owners }))
            }
            None => (Content::Inline(slice.as_slice()), None),
        });
        let is_in_lane = self.ring.push(number, time, content);
        self.next = number.saturating_add(1);
        self.ring_bell();
        self.drop_shared();
        if is_in_lane {
            Pushed::InLane
        } else {
            Pushed::ThroughZenoh
        }
    }

    /// Writes a sample that nobody else gets, if there is room for it now. Returns it if it was not written.
    pub(super) fn push_sole(&mut self, number: i64, time: i64, buffer: ShmBuffer) -> Result<(), ShmBuffer> {
        let Some(address) = buffer.address() else {
            return Err(buffer);
        };
        let has_room =
            self.ring.has_known_room() || self.ring.has_room() == Ok(true) && self.ring.has_known_room();
        if !has_room || self.ring.is_done() {
            return Err(buffer);
        }
        buffer.note_in_lane();
        let content = (Content::InPool(address), Some(Kept::Sole(buffer)));
        self.ring.push(number, time, Some(content));
        self.next = number.saturating_add(1);
        self.ring_bell();
        self.has_sole = true;
        Ok(())
    }

    /// Returns a buffer for a message of `len` bytes whose last message only this lane had, and the subscriber has released. If
    /// there is none of this length, the pool gets all of them back.
    pub(super) fn spare(&mut self, len: usize) -> Option<ShmBuffer> {
        let Kept::Sole(mut buffer) = self.ring.returned().pop()? else {
            return None;
        };
        if buffer.renew(len) {
            return Some(buffer);
        }
        drop(Kept::Sole(buffer).shared());
        self.return_spares();
        None
    }

    fn return_spares(&mut self) {
        for kept in self.ring.returned().drain(..) {
            drop(kept.shared());
        }
    }

    /// Lets the pool keep the samples that only this lane has.
    pub(super) fn share_all(&mut self) {
        self.return_spares();
        if std::mem::take(&mut self.has_sole) {
            self.ring.replace_kept(Kept::shared);
        }
    }

    /// Drops the messages that the subscriber has released, except for spare buffers.
    fn drop_shared(&mut self) {
        let returned = self.ring.returned();
        returned.retain(|kept| matches!(kept, Kept::Sole(_)));
    }

    /// Returns whether there is room for one more sample.
    fn make_room(&mut self, patience: Duration, is_leaving: impl Fn(u64) -> bool) -> bool {
        if self.ring.has_known_room() {
            return true;
        }
        let mut deadline = None;
        loop {
            let has_room = self.ring.has_room();
            self.drop_shared();
            match has_room {
                Ok(true) => return true,
                Ok(false) => {}
                Err(_) => return false,
            }
            match self.limit {
                QueueLimit::DropOldest(_) => {
                    if self.ring.take_back().is_err() {
                        return false;
                    }
                }
                QueueLimit::Block(_) => {
                    let now = Instant::now();
                    if deadline.is_none() {
                        // Nobody else can sweep this lane while this thread waits.
                        self.share_all();
                    }
                    let until = *deadline.get_or_insert(now + patience);
                    let is_gone = || self.ring.is_done() || self.is_dead() || is_leaving(self.nonce);
                    // This thread may be the one that makes room.
                    if now >= until || delivery::is_taker() || is_gone() {
                        return false;
                    }
                    let Self { memory, ring, .. } = self;
                    Room::of(memory).wait(LOOK.min(until - now), || ring.has_room() != Ok(false));
                }
            }
        }
    }

    fn ring_bell(&self) {
        if let Some(bell) = &self.bell {
            bell.ring();
        }
    }

    /// Ends the lane before the sample of this number. Its samples are still delivered.
    pub(super) fn close(&mut self, number: i64) {
        if self.closed.is_none() {
            self.closed = Some(Instant::now());
            self.ring.end(number);
            self.ring_bell();
            self.share_all();
        }
    }

    /// Ends the lane after its last sample. The subscriber may be alive, and get the following samples through zenoh.
    pub(super) fn close_after_last(&mut self) {
        // A lane that has not started has no samples.
        self.close(if self.next == 0 { i64::MAX } else { self.next });
    }

    pub(super) fn is_closed(&self) -> bool {
        self.closed.is_some()
    }

    /// Releases what the subscriber has released.
    pub(super) fn sweep(&mut self) {
        // Corrupt memory is found again when the next sample is written.
        let _ = self.ring.sweep();
        self.drop_shared();
    }

    /// As [`sweep`](Self::sweep), before the next sample is written.
    pub(super) fn sweep_quickly(&mut self) {
        let _ = self.ring.sweep_quickly();
        self.drop_shared();
    }

    /// Releases what the subscriber of a closed lane has released, and returns whether anything is left.
    pub(super) fn is_held(&mut self) -> bool {
        if self.is_dead() {
            self.release_all();
            return false;
        }
        let is_known = self.ring.sweep().is_ok();
        self.ring.returned().clear();
        if self.process.is_none() {
            // The subscriber never opened it, or its process cannot be watched.
            let age = self.closed.map_or(Duration::MAX, |closed| closed.elapsed());
            return !self.ring.is_empty() && age < Duration::from_secs(10);
        }
        // A subscriber that has left takes no more entries.
        while is_known && self.ring.has_left() && self.ring.has_queued() && self.ring.take_back().is_ok() {}
        self.ring.returned().clear();
        !self.ring.is_empty()
    }

    /// Releases everything that a dead subscriber held.
    fn release_all(&mut self) {
        let held = self.ring.release_all().into_iter();
        let recovered: Vec<usize> = held.filter_map(Kept::released).collect();
        if let Some(count) = self.recovered {
            count.add(recovered.len() as u64, recovered.iter().sum::<usize>() as u64);
        }
    }

    /// Returns whether the subscriber takes no more samples, or is dead: the lane cannot be used any more.
    pub(super) fn is_done(&self) -> bool {
        self.ring.is_done() || self.is_dead()
    }

    /// Returns whether the process of the subscriber has ended. A process that is stopped has not.
    pub(super) fn is_dead(&self) -> bool {
        self.process.as_ref().is_some_and(ProcessWatch::has_ended)
    }
}
