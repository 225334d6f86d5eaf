//! The subscriber's end of a lane: merges the ring with the samples of the same publisher that arrive through zenoh,
//! in the order of their numbers, each once.

use super::bell::Room;
use super::layout::{MAX_BYTES, MAX_ENTRIES, Place};
use super::past::PastLane;
use super::ring_reader::{RingReader, Taken, TakenContent};
use super::sample::{LaneBuffer, LaneMemory, LaneSample};
use super::system::ProcessWatch;
use crate::shm::attach::SegmentHandle;
use crate::shm::sealed::SealedMemory;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};
use zenoh::session::ZenohId;
use zenoh_buffers::ZSlice;

/// The longest wait for the samples from before the lane, and for a sample of a best-effort publisher that is expected
/// through zenoh.
const PATIENCE: Duration = Duration::from_secs(1);

/// The longest wait for a sample of a reliable publisher that is expected through zenoh: the time for which the sessions
/// of this library and of ROS 2 keep a silent connection. The end of the connection ends the wait, too.
pub(super) const RELIABLE_PATIENCE: Duration = Duration::from_secs(60);

/// The interval at which a lane whose session has left is read again, until its publisher has ended it or died.
const LEAVING: Duration = Duration::from_millis(100);

/// The interval at which an idle lane checks whether its publisher is alive.
const LOOK: Duration = Duration::from_secs(1);

/// The number of looks at an idle lane after which the time is read: reading it takes longer than the look.
const CLOCK: u8 = 8;

/// The maximum number of missing samples that are remembered, to be delivered late if they arrive after the wait.
const MAX_LATE: usize = 1024;

/// A call of the user's code that a sample causes, made without locks.
#[doc(hidden)]
pub type LaneEvent = Box<dyn FnOnce() + Send>;

/// The intake of a subscriber, for samples of a lane. Called with locks, and must not call the user's code.
#[doc(hidden)]
pub trait LaneIntake<S>: Send + Sync {
    /// Prepares for the first sample of a new lane.
    ///
    /// # Errors
    /// If the subscriber cannot take samples of lanes. Then they arrive through zenoh.
    fn prepare(&self) -> io::Result<()> {
        Ok(())
    }

    /// Admits a sample of a ring.
    fn admit(&self, sample: LaneSample) -> (Option<S>, Option<LaneEvent>);

    /// Admits a sample that arrived through zenoh and waited for its turn.
    fn follow(&self, sample: S) -> (Option<S>, Option<LaneEvent>);
}

/// The place of a sample that arrived through zenoh.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Routed {
    /// The lane does not have it.
    Elsewhere,
    /// The lane has it too.
    Duplicate,
    /// Its place is among the samples of the lane.
    InLane,
    /// Its place is after the samples of the lane.
    AfterLane,
}

/// The result of looking for the next sample.
pub(crate) enum Next<S> {
    /// A sample, unless the intake rejected it.
    Sample((Option<S>, Option<LaneEvent>)),
    Empty,
    /// There may be a sample at this time.
    Wait(Instant),
    /// No further sample follows.
    Ended,
}

pub(crate) struct LaneReader<S> {
    /// Identifies the lane.
    nonce: u64,
    publisher: [u8; 16],
    /// The zenoh session of the publisher.
    session: ZenohId,
    memory: Arc<SealedMemory>,
    ring: RingReader<Arc<SealedMemory>>,
    intake: Arc<dyn LaneIntake<S>>,
    /// The memory of the last sample.
    last_memory: Option<Arc<LaneMemory>>,
    /// The number of samples that the queue had received when all samples from before the lane had arrived.
    barrier: Option<u64>,
    /// The time at which the first sample was seen before that.
    waits_since: Option<Instant>,
    /// The number of the last entry.
    last: i64,
    /// The number of taken-back samples that were accounted for.
    skipped: u64,
    /// The number of a sample that is expected through zenoh, and the time until which it is.
    expected: Option<(i64, Instant)>,
    is_reliable: bool,
    /// Samples that arrived through zenoh before their turn; `None` for those that were rejected.
    early: BTreeMap<i64, Option<S>>,
    /// The numbers of samples that had not arrived through zenoh in time.
    late: BTreeSet<i64>,
    /// Samples after the end of the lane.
    after: VecDeque<S>,
    process: ProcessWatch,
    /// Whether the session of the publisher has left. Its process may go on.
    has_left: bool,
    /// When its process was looked at, and the number of looks at the ring since the time was read.
    looked: Instant,
    looks: u8,
    is_given_up: bool,
    has_ended: bool,
}

/// A publisher's offer of a lane.
#[doc(hidden)]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LaneOffer {
    pub(crate) process: u32,
    pub(crate) descriptor: i32,
    pub(crate) nonce: u64,
    pub(crate) publisher: [u8; 16],
    /// The segment of its pool.
    pub(crate) segment: Option<u32>,
    /// Its zenoh session.
    pub(crate) session: ZenohId,
    pub(crate) is_reliable: bool,
}

impl<S> LaneReader<S> {
    /// Opens the ring of a publisher.
    pub(crate) fn open(offer: &LaneOffer, intake: Arc<dyn LaneIntake<S>>) -> io::Result<Self> {
        // Opened before the ring: if the ring is the right one, so is the process.
        let process = ProcessWatch::open(offer.process)?;
        let memory = Arc::new(SealedMemory::open(offer.process, offer.descriptor, MAX_BYTES)?);
        memory.close();
        let ring = RingReader::new(memory.clone(), offer.nonce).ok_or(io::ErrorKind::InvalidData)?;
        // Mapped now, while the publisher has its file.
        let segment = offer.segment.map(SegmentHandle::open).transpose()?;
        let last_memory = segment.map(|segment| {
            let ring = ring.clone();
            Arc::new(LaneMemory { ring, segment })
        });
        Ok(Self {
            nonce: offer.nonce,
            publisher: offer.publisher,
            session: offer.session,
            memory,
            ring,
            intake,
            last_memory,
            barrier: None,
            waits_since: None,
            last: 0,
            skipped: 0,
            expected: None,
            is_reliable: offer.is_reliable,
            early: BTreeMap::new(),
            late: BTreeSet::new(),
            after: VecDeque::new(),
            process,
            has_left: false,
            looked: Instant::now(),
            looks: 0,
            is_given_up: false,
            has_ended: false,
        })
    }

    pub(crate) fn is_of(&self, publisher: &[u8; 16]) -> bool {
        self.publisher == *publisher
    }

    /// Returns whether an earlier lane has samples from before this one.
    pub(crate) fn follows(&self, earlier: &Self) -> bool {
        earlier.publisher == self.publisher
    }

    /// Returns the number of samples through zenoh that it has.
    pub(crate) fn held(&self) -> usize {
        self.early.len() + self.after.len()
    }

    /// Returns the number of samples that the publisher took back.
    pub(crate) fn dropped(&self) -> u64 {
        self.ring.dropped()
    }

    /// Returns the number of samples that have come, and that the intake does not know.
    pub(crate) fn unseen(&self) -> u64 {
        let skipped = self.ring.dropped().saturating_sub(self.skipped);
        self.ring.len() as u64 + skipped + self.held() as u64
    }

    /// Asks the publisher to send no more samples through this lane.
    pub(crate) fn stop(&self) {
        self.ring.stop();
    }

    pub(crate) fn mark_ended(&mut self) {
        self.has_ended = true;
    }

    pub(crate) fn is_ended(&self) -> bool {
        self.has_ended
    }

    /// Returns what is to be remembered when it has ended.
    pub(crate) fn past(&mut self) -> PastLane {
        let start = self.ring.start().unwrap_or(i64::MAX);
        PastLane {
            publisher: self.publisher,
            numbers: start..self.last.saturating_add(1),
            late: std::mem::take(&mut self.late),
        }
    }

    /// Returns whether no sample is here.
    pub(crate) fn is_drained(&self) -> bool {
        self.ring.is_empty() && self.held() == 0
    }

    /// Records that all samples from before the lane have arrived.
    pub(crate) fn open_barrier(&mut self, nonce: u64, pushed: u64) {
        if self.nonce == nonce && self.barrier.is_none() {
            self.barrier = Some(pushed);
        }
    }

    /// Records that the session of the publisher has left. If its process is alive, it may be writing a sample right now:
    /// it is asked to end the lane, and all samples that it has written until then are delivered.
    pub(crate) fn publisher_left(&mut self, session: ZenohId) {
        if self.session == session {
            self.has_left = true;
            self.ring.stop();
        }
    }

    /// Watches another process instead of the publisher's.
    #[cfg(test)]
    pub(super) fn watch(&mut self, process: ProcessWatch) {
        self.process = process;
    }

    /// Returns whether the publisher adds no sample any more. All samples that it has added are visible afterwards.
    fn is_complete(&self) -> bool {
        self.ring.end().is_some() || self.has_left && self.process.has_ended()
    }

    /// Returns the answer if no sample is here. A lane whose session has left is looked at again, until its publisher has ended it.
    fn empty(&mut self) -> Next<S> {
        self.looks = (self.looks + 1) % CLOCK;
        if self.looks == 0 && self.looked.elapsed() >= LOOK {
            self.looked = Instant::now();
            // Its session may have left before the queue had the lane.
            self.has_left |= self.process.has_ended();
        }
        if self.has_left && self.ring.end().is_none() {
            Next::Wait(Instant::now() + LEAVING)
        } else {
            Next::Empty
        }
    }

    /// Returns the position in the sequence of the publisher.
    pub(crate) fn position(&self) -> i64 {
        self.last.max(self.ring.start().unwrap_or(1))
    }

    /// Returns where the sample of this number belongs, which arrived through zenoh.
    pub(crate) fn route(&mut self, number: i64) -> Routed {
        if let Some((expected, until)) = &mut self.expected
            && number > *expected
        {
            // zenoh keeps the order of a publisher: the expected sample was dropped, and does not come.
            *until = Instant::now();
        }
        match (self.ring.start(), self.ring.end()) {
            // It has not started, or ended before it did.
            (None, _) => Routed::Elsewhere,
            (Some(start), _) if number < start => Routed::Elsewhere,
            (_, Some(end)) if number >= end => Routed::AfterLane,
            _ if self.expected.is_some_and(|(expected, _)| expected == number) => Routed::InLane,
            _ if number > self.last && self.ring.expects_through_zenoh(number) => Routed::InLane,
            // Its place has passed. Late is better than lost.
            _ if self.late.remove(&number) => Routed::Elsewhere,
            _ => Routed::Duplicate,
        }
    }

    /// Adds a sample that [belongs](Self::route) to the lane; `None` for one that is not to be delivered.
    pub(crate) fn put(&mut self, number: i64, sample: Option<S>, is_after: bool) {
        if is_after {
            self.after.extend(sample);
        } else {
            self.early.insert(number, sample);
        }
    }

    /// Removes the oldest sample after the lane if there are more than `depth`.
    pub(crate) fn drop_excess(&mut self, depth: usize) -> Option<S> {
        if self.after.len() > depth {
            self.after.pop_front()
        } else {
            None
        }
    }

    /// Returns the next sample. `taken` is the number of samples that have left the queue, and `pushed` of those that have
    /// come to it.
    pub(crate) fn next(&mut self, taken: u64, pushed: u64) -> Next<S> {
        let has_ended = self.is_complete();
        match self.barrier {
            Some(pushed) if taken < pushed => return Next::Empty,
            Some(_) => {}
            None if self.is_drained() => {
                return if has_ended { Next::Ended } else { self.empty() };
            }
            None if taken < pushed => {
                // The samples from before the lane may be waiting for room in the queue.
                self.waits_since = None;
                return Next::Empty;
            }
            None => {
                let since = *self.waits_since.get_or_insert_with(Instant::now);
                if since.elapsed() < PATIENCE && !self.has_left {
                    return Next::Wait(since + PATIENCE);
                }
                self.barrier = Some(taken);
            }
        }
        // A sound ring has fewer entries.
        let mut unreadable = 0;
        while unreadable < MAX_ENTRIES {
            if let Some((number, until)) = self.expected {
                if let Some(sample) = self.early.remove(&number) {
                    self.expected = None;
                    return Next::Sample(match sample {
                        Some(sample) => self.intake.follow(sample),
                        None => (None, None),
                    });
                }
                if until > Instant::now() && !self.has_left {
                    return Next::Wait(until);
                }
                self.expected = None;
                self.late.insert(number);
                if self.late.len() > MAX_LATE {
                    self.late.pop_first();
                }
            }
            match self.ring.take() {
                Ok(Some(Taken::ViaZenoh(number))) => {
                    Room::of(&self.memory).ring();
                    self.note(number);
                    let patience = if self.is_reliable {
                        RELIABLE_PATIENCE
                    } else {
                        PATIENCE
                    };
                    self.expected = Some((number, Instant::now() + patience));
                }
                Ok(Some(Taken::Sample {
                    number,
                    time,
                    content,
                })) => {
                    Room::of(&self.memory).ring();
                    let dropped = self.note(number);
                    match self.bytes(content) {
                        Ok((bytes, is_shm)) => {
                            let sample = LaneSample {
                                bytes,
                                is_shm,
                                publisher: self.publisher,
                                number,
                                time,
                                dropped,
                            };
                            return Next::Sample(self.intake.admit(sample));
                        }
                        Err(error) => {
                            unreadable += 1;
                            self.give_up(&error.to_string());
                        }
                    }
                }
                Ok(None) => break,
                Err(_) => {
                    self.give_up("its publisher has written a value that is not valid");
                    break;
                }
            }
        }
        match self.after.pop_front() {
            Some(sample) => Next::Sample(self.intake.follow(sample)),
            None if has_ended && self.ring.is_empty() => Next::Ended,
            None => self.empty(),
        }
    }

    /// Records the number of an entry, and returns the number of samples that the publisher took back before it.
    fn note(&mut self, number: i64) -> u64 {
        let before = self.last.max(self.ring.start().unwrap_or(1).saturating_sub(1));
        let gap = number.saturating_sub(before).saturating_sub(1).max(0) as u64;
        let dropped = gap.min(self.ring.dropped().saturating_sub(self.skipped));
        self.skipped += dropped;
        self.last = self.last.max(number);
        dropped
    }

    fn bytes(&mut self, content: TakenContent) -> io::Result<(ZSlice, bool)> {
        let (slot, place) = match content {
            TakenContent::Inline(bytes) => return Ok((bytes.into(), false)),
            TakenContent::InPool { slot, place } => (slot, place),
        };
        let slice = self.slice(slot, place);
        if slice.is_err() {
            self.ring.free(slot);
        }
        Ok((slice?, true))
    }

    fn slice(&mut self, slot: u32, place: Place) -> io::Result<ZSlice> {
        let memory = match &self.last_memory {
            Some(memory) if memory.segment.id() == place.segment => memory,
            _ => {
                let (ring, segment) = (self.ring.clone(), SegmentHandle::open(place.segment)?);
                self.last_memory.insert(Arc::new(LaneMemory { ring, segment }))
            }
        };
        LaneBuffer::slice(memory, slot, place).ok_or_else(|| io::ErrorKind::InvalidData.into())
    }

    /// Asks the publisher to use zenoh again.
    fn give_up(&mut self, why: &str) {
        if !self.is_given_up {
            self.is_given_up = true;
            tracing::warn!("a local lane is given up, and one of its messages may be lost: {why}");
        }
        self.ring.stop();
    }
}

impl<S> Drop for LaneReader<S> {
    fn drop(&mut self) {
        self.ring.leave();
        Room::of(&self.memory).ring();
    }
}
