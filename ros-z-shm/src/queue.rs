//! The queue of samples between zenoh's receive thread and the user. It is bounded: it drops the oldest sample (keep
//! last), or the sender waits (keep all). The lanes of the subscriber (`lane`) end here too: a thread that waits for a sample
//! waits for all of them at once.

use crate::delivery;
use crate::error::RecvError;
use crate::lane::{Bell, LaneEvent, LaneIntake, LaneReader, LaneTarget, Next, QueueTarget, Routed};
use std::collections::VecDeque;
use std::future::poll_fn;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};
use std::thread::{self, ThreadId};
use std::time::{Duration, Instant};

/// The maximum depth of a queue that drops its oldest sample.
const MAX_DEPTH: usize = 1 << 20;

/// The capacity of a queue, and its behaviour when full.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum QueueLimit {
    /// The oldest sample is dropped and counted.
    DropOldest(usize),
    /// The sender waits for room.
    Block(usize),
}

impl QueueLimit {
    pub(crate) fn depth(self) -> usize {
        match self {
            Self::DropOldest(depth) => depth.clamp(1, MAX_DEPTH),
            Self::Block(depth) => depth.max(1),
        }
    }
}

/// The longest wait, about 136 years, which every clock and system call can express.
pub const LONGEST_WAIT: Duration = Duration::from_secs(u32::MAX as u64);

/// The end of the queue that zenoh's receive thread writes to.
pub struct QueueSender<S> {
    core: Arc<QueueCore<S>>,
}

/// The end of the queue that the user reads from.
pub struct QueueReceiver<S> {
    core: Arc<QueueCore<S>>,
}

/// The shared state of both ends.
pub(crate) struct QueueCore<S> {
    limit: QueueLimit,
    state: Mutex<State<S>>,
    /// Signalled when a keep-all queue may have room.
    has_room: Condvar,
    bell: Bell,
    /// Whether there is a lane.
    has_lanes: AtomicBool,
    dropped: AtomicU64,
}

struct State<S> {
    queue: VecDeque<S>,
    /// The number of samples that have left the queue.
    taken: u64,
    lanes: Vec<LaneReader<S>>,
    /// The source that is read next: 0 for the queue, else a lane.
    turn: usize,
    /// The time at which a lane need no longer wait.
    deadline: Option<Instant>,
    wakers: Vec<Waker>,
    /// Whether a thread wakes the wakers when the bell rings.
    has_waker_thread: bool,
    /// The thread that took the last sample. It never waits to send, because it would wait for itself.
    taker: Option<ThreadId>,
    senders: usize,
    waiting: usize,
    has_receiver: bool,
}

/// Creates a bounded queue for at least one sample.
#[must_use]
pub fn queue<S>(limit: QueueLimit) -> (QueueSender<S>, QueueReceiver<S>) {
    let core = Arc::new(QueueCore {
        limit,
        state: Mutex::new(State {
            queue: VecDeque::new(),
            taken: 0,
            lanes: Vec::new(),
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
        has_lanes: AtomicBool::new(false),
        dropped: AtomicU64::new(0),
    });
    (QueueSender { core: core.clone() }, QueueReceiver { core })
}

impl<S> QueueSender<S> {
    /// Adds a sample. With keep last, this never waits. With keep all, it waits for room, except on the thread that
    /// took the last sample, which would wait for itself.
    pub fn send(&self, sample: S) {
        let mut state = self.core.lock_with_room();
        // Without a receiver, the sample is dropped.
        if state.has_receiver {
            state.queue.push_back(sample);
            if let QueueLimit::DropOldest(_) = self.core.limit
                && state.queue.len() > self.core.limit.depth()
            {
                let oldest = state.queue.pop_front();
                state.taken += 1;
                self.core.dropped.fetch_add(1, Ordering::Relaxed);
                self.core.wake(state);
                drop(oldest);
                return;
            }
        }
        self.core.wake(state);
    }

    /// Adds a sample of a publisher that arrived through zenoh, in its place among the samples of a lane of the
    /// publisher. Drops it if the lane has the sample too. `make` creates the sample; it gets whether the sample is to be
    /// [followed](LaneIntake::follow) later.
    #[doc(hidden)]
    pub fn send_in_order(&self, publisher: &[u8; 16], number: i64, make: impl FnOnce(bool) -> Option<S>) {
        if self.core.has_lanes.load(Ordering::SeqCst) {
            let mut state = self.core.lock();
            let lane = state.lanes.iter_mut().rev();
            let mut lanes = lane.filter(|lane| lane.is_of(publisher));
            let routed = lanes.find_map(|lane| match lane.route(number) {
                Routed::Elsewhere => None,
                routed => Some((lane, routed)),
            });
            match routed {
                None | Some((_, Routed::Elsewhere)) => {}
                Some((_, Routed::Duplicate)) => {
                    if state.deadline.is_some() {
                        // The lane may no longer have to wait for an earlier sample.
                        self.core.wake(state);
                    }
                    return;
                }
                Some((lane, routed)) => {
                    let is_after = routed == Routed::AfterLane;
                    lane.put(number, make(true), is_after);
                    let excess = match self.core.limit {
                        QueueLimit::DropOldest(_) => lane.drop_excess(self.core.limit.depth()),
                        QueueLimit::Block(_) => None,
                    };
                    if excess.is_some() {
                        self.core.dropped.fetch_add(1, Ordering::Relaxed);
                    }
                    self.core.wake(state);
                    drop(excess);
                    if is_after {
                        // Makes zenoh's thread wait if the queue is full.
                        drop(self.core.lock_with_room());
                    }
                    return;
                }
            }
        }
        if let Some(sample) = make(false) {
            self.send(sample);
        }
    }
}

impl<S: Send + 'static> QueueSender<S> {
    /// Returns the end of the lanes of this queue, whose samples `intake` admits.
    #[doc(hidden)]
    pub fn lane_target(&self, intake: Arc<dyn LaneIntake<S>>) -> Arc<dyn LaneTarget> {
        Arc::new(QueueTarget::new(Arc::downgrade(&self.core), intake))
    }
}

impl<S> Drop for QueueSender<S> {
    fn drop(&mut self) {
        let mut state = self.core.lock();
        state.senders = 0;
        // Publishers use zenoh from here on; what is in the lanes is still delivered.
        state.lanes.iter().for_each(LaneReader::stop);
        self.core.wake(state);
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
    fn lock(&self) -> MutexGuard<'_, State<S>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until there is room, or until no thread could make room.
    fn lock_with_room(&self) -> MutexGuard<'_, State<S>> {
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
    fn wake(&self, mut state: MutexGuard<'_, State<S>>) {
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
        let is_closed =
            state.senders == 0 && state.queue.is_empty() && state.lanes.iter().all(LaneReader::is_drained);
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
            state.turn = 0;
            self.has_lanes.store(!state.lanes.is_empty(), Ordering::SeqCst);
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
    fn take(&self) -> Result<Option<S>, RecvError> {
        let mut state = self.lock();
        match self.look(&mut state) {
            Look::Sample(sample, events) => {
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

    /// Waits for the next sample until `deadline`.
    fn wait(&self, deadline: Option<Instant>) -> Result<Option<S>, RecvError> {
        loop {
            if let Some(sample) = self.take()? {
                return Ok(Some(sample));
            }
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
        }
    }
}

impl<S: Send + 'static> QueueCore<S> {
    /// Starts the thread that wakes tasks when a lane rings the bell; it ends with the queue.
    fn start_waker_thread(self: &Arc<Self>) {
        let core = Arc::downgrade(self);
        let thread = thread::Builder::new()
            .name("ros-z-lane-wake".into())
            .spawn(move || {
                while let Some(core) = core.upgrade() {
                    let waiter = core.bell.wait();
                    let mut state = core.lock();
                    let wakers = std::mem::take(&mut state.wakers);
                    let (deadline, is_over) = (state.deadline, !state.has_receiver);
                    drop(state);
                    wakers.into_iter().for_each(Waker::wake);
                    if is_over {
                        return;
                    }
                    // A time that has passed is for the next look of a task, which may not come.
                    let left = deadline.and_then(|deadline| deadline.checked_duration_since(Instant::now()));
                    waiter.sleep(Some(left.map_or(LONGEST_NAP, |left| left.min(LONGEST_NAP))));
                }
            });
        if let Err(error) = thread {
            tracing::error!(
                "cannot start the thread that wakes tasks for samples of a lane, so they come through zenoh: {error}"
            );
            let mut state = self.lock();
            state.has_waker_thread = false;
            state.lanes.iter().for_each(LaneReader::stop);
        }
    }
}

/// The longest sleep of the thread that wakes tasks.
const LONGEST_NAP: Duration = Duration::from_secs(1);

impl<S> QueueReceiver<S> {
    /// Waits for the oldest sample.
    ///
    /// # Errors
    /// [`RecvError::Closed`] if the queue is empty and the sender is gone.
    pub fn recv(&self) -> Result<S, RecvError> {
        loop {
            if let Some(sample) = self.core.wait(None)? {
                return Ok(sample);
            }
        }
    }

    /// Waits for the oldest sample, and returns `None` if none came within `timeout`.
    ///
    /// # Errors
    /// As [`recv`](Self::recv).
    pub fn recv_timeout(&self, timeout: Duration) -> Result<Option<S>, RecvError> {
        self.core
            .wait(Instant::now().checked_add(timeout.min(LONGEST_WAIT)))
    }

    /// Returns the oldest sample if there is one.
    ///
    /// # Errors
    /// As [`recv`](Self::recv).
    pub fn try_recv(&self) -> Result<Option<S>, RecvError> {
        self.core.take()
    }

    /// Returns the number of samples that were dropped for newer ones.
    pub fn dropped(&self) -> u64 {
        let of_lanes: u64 = self.core.lock().lanes.iter().map(LaneReader::dropped).sum();
        self.core.dropped.load(Ordering::Relaxed) + of_lanes
    }

    /// Returns the number of samples that have arrived in lanes, and that nothing has looked at.
    #[doc(hidden)]
    pub fn in_lanes(&self) -> u64 {
        let state = self.core.lock();
        state.lanes.iter().map(LaneReader::unseen).sum()
    }
}

impl<S: Send + 'static> QueueReceiver<S> {
    /// Waits for the oldest sample without blocking the thread.
    ///
    /// # Errors
    /// As [`recv`](Self::recv).
    pub async fn recv_async(&self) -> Result<S, RecvError> {
        poll_fn(|context| {
            match self.core.take() {
                Ok(Some(sample)) => return Poll::Ready(Ok(sample)),
                Err(error) => return Poll::Ready(Err(error)),
                Ok(None) => {}
            }
            let mut state = self.core.lock();
            if !state.wakers.iter().any(|waker| waker.will_wake(context.waker())) {
                state.wakers.push(context.waker().clone());
            }
            let needs_thread = !state.lanes.is_empty() && !state.has_waker_thread;
            state.has_waker_thread |= needs_thread;
            drop(state);
            if needs_thread {
                self.core.start_waker_thread();
            }
            // A sample may have come before the waker was there.
            match self.core.take() {
                Ok(Some(sample)) => Poll::Ready(Ok(sample)),
                Err(error) => Poll::Ready(Err(error)),
                Ok(None) => Poll::Pending,
            }
        })
        .await
    }
}

impl<S> Drop for QueueReceiver<S> {
    fn drop(&mut self) {
        let mut state = self.core.lock();
        state.has_receiver = false;
        let lanes = std::mem::take(&mut state.lanes);
        let queue = std::mem::take(&mut state.queue);
        self.core.has_lanes.store(false, Ordering::SeqCst);
        self.core.wake(state);
        self.core.has_room.notify_all();
        drop((lanes, queue));
    }
}
#[cfg(test)]
mod tests {
    use super::*;

    const DEPTH: usize = 1024;

    #[test]
    fn keep_last_drops_the_oldest_and_counts_it() {
        let (sender, receiver) = queue(QueueLimit::DropOldest(2));
        (1..=5).for_each(|sample| sender.send(sample));
        assert_eq!(receiver.try_recv(), Ok(Some(4)));
        assert_eq!(receiver.recv(), Ok(5));
        assert_eq!(receiver.try_recv(), Ok(None));
        assert_eq!(receiver.dropped(), 3);
    }

    #[test]
    fn keep_all_makes_the_sender_wait() {
        let (sender, receiver) = queue(QueueLimit::Block(DEPTH));
        let writer = std::thread::spawn(move || (0..2 * DEPTH).for_each(|sample| sender.send(sample)));
        let received: Vec<usize> = std::iter::from_fn(|| receiver.recv().ok()).collect();
        writer.join().unwrap();
        assert_eq!(received, (0..2 * DEPTH).collect::<Vec<_>>());
        assert_eq!(receiver.dropped(), 0);
    }

    #[test]
    fn the_taker_of_a_keep_all_queue_does_not_wait_for_itself() {
        let (sender, receiver) = queue(QueueLimit::Block(DEPTH));
        sender.send(0);
        assert_eq!(receiver.recv(), Ok(0));
        (1..=2 * DEPTH).for_each(|sample| sender.send(sample));
        let received: Vec<usize> = std::iter::from_fn(|| receiver.try_recv().ok().flatten()).collect();
        assert_eq!(received, (1..=2 * DEPTH).collect::<Vec<_>>());
    }

    #[test]
    fn a_waiting_sender_continues_when_the_receiver_is_dropped() {
        let (sender, receiver) = queue(QueueLimit::Block(DEPTH));
        let writer = std::thread::spawn(move || (0..2 * DEPTH).for_each(|sample| sender.send(sample)));
        assert_eq!(receiver.recv(), Ok(0));
        drop(receiver);
        writer.join().unwrap();
    }

    #[test]
    fn queued_samples_are_delivered_after_the_sender_is_dropped() {
        let (sender, receiver) = queue(QueueLimit::DropOldest(10));
        sender.send(1);
        drop(sender);
        assert_eq!(receiver.recv_timeout(Duration::MAX), Ok(Some(1)));
        assert_eq!(receiver.recv_timeout(Duration::ZERO), Err(RecvError::Closed));
    }
}
