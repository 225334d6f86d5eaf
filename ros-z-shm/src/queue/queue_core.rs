//! The state that both ends of a queue share: the queue, the lanes, and the threads and tasks that wait.

use super::QueueLimit;
use super::pace::{LOOKING, Pace, YIELDING};
use crate::delivery;
use crate::error::RecvError;
use crate::lane::{Bell, LaneEvent, LaneReader, Next, PastLanes};
use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::task::Waker;
use std::thread::{self, ThreadId};
use std::time::{Duration, Instant};

/// The value of `emptied_at` if the count of rings is not known.
const UNKNOWN: u64 = u64::MAX;

/// A timeout below this includes the time of a yield exactly.
const SHORT: Duration = Duration::from_millis(100);

/// The shared state of both ends.
pub(crate) struct QueueCore<S> {
    pub(super) limit: QueueLimit,
    state: Mutex<State<S>>,
    /// Signalled when a keep-all queue may have room.
    pub(super) has_room: Condvar,
    pub(super) bell: Bell,
    pace: Pace,
    /// The count of rings before the last sample was taken, if it was the only one; else [`UNKNOWN`].
    emptied_at: AtomicU64,
    /// Whether there is a lane, or was one not long ago.
    pub(super) has_lanes: AtomicBool,
    pub(super) dropped: AtomicU64,
}

pub(super) struct State<S> {
    pub(super) queue: VecDeque<S>,
    /// The number of samples that have left the queue.
    pub(super) taken: u64,
    pub(super) lanes: Vec<LaneReader<S>>,
    pub(super) past_lanes: PastLanes,
    /// The source that is read next: 0 for the queue, else a lane.
    turn: usize,
    /// The time at which a lane need no longer wait.
    pub(super) deadline: Option<Instant>,
    pub(super) wakers: Vec<Waker>,
    /// Whether a thread wakes the wakers when the bell rings.
    pub(super) has_waker_thread: bool,
    /// The thread that took the last sample. It never waits to send, because it would wait for itself.
    taker: Option<ThreadId>,
    pub(super) senders: usize,
    pub(super) waiting: usize,
    pub(super) has_receiver: bool,
}

impl<S> State<S> {
    /// Returns whether no sample is here.
    fn is_drained(&self) -> bool {
        self.queue.is_empty() && self.lanes.iter().all(LaneReader::is_drained)
    }
}

/// The result of a look at all sources.
enum Look<S> {
    Sample(S, Vec<LaneEvent>),
    /// No sample is here.
    Empty,
    /// No sample is here, and none will come.
    Closed,
}

impl<S> QueueCore<S> {
    /// Creates the state of a queue with both ends.
    pub(super) fn new(limit: QueueLimit) -> Self {
        Self {
            limit,
            state: Mutex::new(State {
                queue: VecDeque::new(),
                taken: 0,
                lanes: Vec::new(),
                past_lanes: PastLanes::default(),
                turn: 0,
                deadline: None,
                wakers: Vec::new(),
                has_waker_thread: false,
                taker: None,
                senders: 1,
                waiting: 0,
                has_receiver: true,
            }),
            has_room: Condvar::new(),
            bell: Bell::default(),
            pace: Pace::default(),
            emptied_at: AtomicU64::new(UNKNOWN),
            has_lanes: AtomicBool::new(false),
            dropped: AtomicU64::new(0),
        }
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, State<S>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until there is room, or until no thread could make room.
    pub(super) fn lock_with_room(&self) -> MutexGuard<'_, State<S>> {
        let mut state = self.lock();
        if let QueueLimit::Block(depth) = self.limit {
            let this_thread = thread::current().id();
            let is_full = |state: &State<S>| {
                let after: usize = state.lanes.iter().map(LaneReader::held).sum();
                state.queue.len() + after >= depth.max(1)
            };
            while state.has_receiver && state.taker != Some(this_thread) && is_full(&state) {
                state.waiting += 1;
                state = self.has_room.wait(state).unwrap_or_else(PoisonError::into_inner);
                state.waiting -= 1;
            }
        }
        state
    }

    /// Wakes the threads and tasks that wait for a sample.
    pub(super) fn wake(&self, mut state: MutexGuard<'_, State<S>>) {
        let wakers = std::mem::take(&mut state.wakers);
        drop(state);
        self.bell.ring();
        wakers.into_iter().for_each(Waker::wake);
    }

    pub(crate) fn bell(&self) -> &Bell {
        &self.bell
    }

    pub(crate) const fn limit(&self) -> QueueLimit {
        self.limit
    }

    /// Adds a lane. Returns `false` if nobody reads any more.
    pub(crate) fn attach(&self, lane: LaneReader<S>) -> bool {
        let mut state = self.lock();
        if !state.has_receiver || state.senders == 0 {
            return false;
        }
        state.lanes.push(lane);
        self.has_lanes.store(true, Ordering::SeqCst);
        self.wake(state);
        true
    }

    /// Records whether there are lanes.
    pub(super) fn note_lanes(&self, state: &State<S>) {
        let has_lanes = !state.lanes.is_empty() || !state.past_lanes.is_empty();
        self.has_lanes.store(has_lanes, Ordering::SeqCst);
    }

    /// Calls `change` for every lane, and wakes the threads and tasks that wait.
    pub(crate) fn change_lanes(&self, mut change: impl FnMut(&mut LaneReader<S>, u64)) {
        let mut state = self.lock();
        let pushed = state.taken + state.queue.len() as u64;
        state.lanes.iter_mut().for_each(|lane| change(lane, pushed));
        self.wake(state);
    }

    /// Takes the next sample of any source.
    fn look(&self, state: &mut State<S>) -> Look<S> {
        state.deadline = None;
        if !state.lanes.is_empty() {
            let (sample, ended) = self.look_at_lanes(state);
            // Their drop informs the publishers.
            for lane in ended {
                self.dropped.fetch_add(lane.dropped(), Ordering::Relaxed);
            }
            if let Some((sample, events)) = sample {
                return Look::Sample(sample, events);
            }
        } else if let Some(sample) = state.queue.pop_front() {
            state.taken += 1;
            return Look::Sample(sample, Vec::new());
        }
        let is_closed = state.senders == 0 && state.is_drained();
        if is_closed { Look::Closed } else { Look::Empty }
    }

    #[expect(clippy::type_complexity, reason = "it has one caller, above")]
    fn look_at_lanes(&self, state: &mut State<S>) -> (Option<(S, Vec<LaneEvent>)>, Vec<LaneReader<S>>) {
        let mut ended = Vec::new();
        let mut events = Vec::new();
        let mut found = None;
        let sources = state.lanes.len() + 1;
        let mut nth = 0;
        while nth < sources && found.is_none() {
            let source = (state.turn + nth) % sources;
            nth += 1;
            let Some(at) = source.checked_sub(1) else {
                if let Some(sample) = state.queue.pop_front() {
                    state.taken += 1;
                    found = Some(sample);
                    state.turn = 1;
                }
                continue;
            };
            let (earlier, rest) = state.lanes.split_at_mut(at);
            let Some(lane) = rest.first_mut() else { continue };
            if earlier.iter().any(|earlier| lane.follows(earlier)) {
                continue;
            }
            loop {
                match lane.next(state.taken, state.taken + state.queue.len() as u64) {
                    Next::Sample(sample) => {
                        let (sample, event) = sample;
                        events.extend(event);
                        if let Some(sample) = sample {
                            found = Some(sample);
                            state.turn = (source + 1) % sources;
                            break;
                        }
                    }
                    Next::Wait(until) => {
                        state.deadline = Some(state.deadline.map_or(until, |deadline| deadline.min(until)));
                        break;
                    }
                    Next::Empty => break,
                    Next::Ended => {
                        lane.mark_ended();
                        break;
                    }
                }
            }
        }
        if state.lanes.iter().any(LaneReader::is_ended) {
            let (gone, kept) = std::mem::take(&mut state.lanes)
                .into_iter()
                .partition(LaneReader::is_ended);
            state.lanes = kept;
            ended = gone;
            for lane in &mut ended {
                state.past_lanes.add(lane.past());
            }
            state.turn = 0;
            self.note_lanes(state);
            if found.is_none() {
                // A sample may have come to the queue, which was looked at before the lane ended.
                found = state.queue.pop_front();
                state.taken += u64::from(found.is_some());
                state.deadline = Some(Instant::now());
            }
        }
        (found.map(|found| (found, events)), ended)
    }

    /// Takes the next sample, if one is here.
    pub(super) fn take(&self) -> Result<Option<S>, RecvError> {
        // A thread that looks again and again does not need the count, which publishers change.
        let yields = self.pace.yields() && !self.pace.is_quick();
        let rings = yields.then(|| self.bell.rings());
        let mut state = self.lock();
        match self.look(&mut state) {
            Look::Sample(sample, events) => {
                let emptied_at = rings.filter(|_| state.is_drained()).map_or(UNKNOWN, u64::from);
                self.emptied_at.store(emptied_at, Ordering::Relaxed);
                if let QueueLimit::Block(_) = self.limit {
                    delivery::note_taker();
                    state.taker = Some(thread::current().id());
                    if state.waiting > 0 {
                        self.has_room.notify_all();
                    }
                }
                drop(state);
                events.into_iter().for_each(|event| event());
                Ok(Some(sample))
            }
            Look::Empty => Ok(None),
            Look::Closed => Err(RecvError::Closed),
        }
    }

    /// Returns whether the last sample was the only one, and no source has rung since it was taken. A source that rings only
    /// later may have a sample already.
    fn has_nothing_new(&self) -> bool {
        self.emptied_at.load(Ordering::Relaxed) == u64::from(self.bell.rings())
    }

    /// Waits for the next sample, at most for `timeout`.
    pub(super) fn wait(&self, timeout: Option<Duration>) -> Result<Option<S>, RecvError> {
        let has_lanes = self.has_lanes.load(Ordering::SeqCst);
        let looks = has_lanes && self.pace.is_quick();
        let has_time = timeout.is_none_or(|timeout| timeout >= YIELDING);
        let yields = has_lanes && !looks && has_time && self.pace.yields();
        // The look after the yield finds what this one would.
        if !(yields && self.has_nothing_new())
            && let Some(sample) = self.take()?
        {
            return Ok(Some(sample));
        }
        // A long timeout may start after the yield.
        let is_short = timeout.is_some_and(|timeout| timeout < SHORT);
        let yielded = (yields && (is_short || self.pace.times_yield())).then(Instant::now);
        if yields {
            thread::yield_now();
            if let Some(sample) = self.take()? {
                if let Some(yielded) = yielded {
                    self.pace.note_yield(yielded.elapsed() < YIELDING);
                }
                return Ok(Some(sample));
            }
            self.pace.note_yield(false);
        }
        let start = yielded.unwrap_or_else(Instant::now);
        let deadline = timeout.and_then(|timeout| start.checked_add(timeout));
        let found = self.wait_from(start, deadline, looks)?;
        let waited = start.elapsed();
        if found.is_some() || waited >= LOOKING {
            self.pace.note(waited, looks);
        }
        Ok(found)
    }

    /// Waits as [`wait`](Self::wait) does, from `start` on. `looks` is whether to look for a sample before the thread sleeps.
    fn wait_from(
        &self,
        start: Instant,
        deadline: Option<Instant>,
        looks: bool,
    ) -> Result<Option<S>, RecvError> {
        if looks {
            let until = deadline.map_or(LOOKING, |deadline| deadline.saturating_duration_since(start));
            while start.elapsed() < until.min(LOOKING) {
                std::hint::spin_loop();
                if let Some(sample) = self.take()? {
                    return Ok(Some(sample));
                }
            }
        }
        loop {
            let waiter = self.bell.wait();
            if let Some(sample) = self.take()? {
                return Ok(Some(sample));
            }
            let now = Instant::now();
            if deadline.is_some_and(|deadline| deadline <= now) {
                return Ok(None);
            }
            let of_lanes = if self.has_lanes.load(Ordering::SeqCst) {
                self.lock().deadline
            } else {
                None
            };
            let until = [deadline, of_lanes].into_iter().flatten().min();
            waiter.sleep(until.map(|until| until.saturating_duration_since(now)));
            if let Some(sample) = self.take()? {
                return Ok(Some(sample));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::queue;
    use super::*;

    #[test]
    fn nothing_is_new_only_after_the_last_sample_and_until_the_next_one() {
        let (sender, receiver) = queue(QueueLimit::DropOldest(10));
        let core = &receiver.core;
        assert!(!core.has_nothing_new(), "before the first look");
        while !core.pace.yields() {
            core.pace.note_yield(true);
        }
        sender.send(1);
        sender.send(2);
        assert!(!core.has_nothing_new());
        assert_eq!(receiver.try_recv(), Ok(Some(1)));
        assert!(!core.has_nothing_new(), "the other one is here");
        assert_eq!(receiver.try_recv(), Ok(Some(2)));
        assert!(core.has_nothing_new());
        sender.send(3);
        assert!(!core.has_nothing_new());
        assert_eq!(receiver.recv(), Ok(3));
        assert!(core.has_nothing_new());
    }
}
