//! The queue of samples between zenoh's receive thread and the user. It is bounded: it drops the oldest sample (keep
//! last), or the sender waits (keep all). The lanes of the subscriber (`lane`) end here too: a thread that waits for a sample
//! waits for all of them at once. `queue/queue_core.rs` has the state that both ends share.

mod pace;
mod queue_core;
mod waker_thread;

use crate::error::RecvError;
use crate::lane::{LaneIntake, LaneReader, LaneTarget, QueueTarget, Routed, SampleNumber};
use std::future::poll_fn;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::task::Poll;
use std::time::{Duration, Instant};

pub(crate) use queue_core::QueueCore;

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

/// Creates a bounded queue for at least one sample.
#[must_use]
pub fn queue<S>(limit: QueueLimit) -> (QueueSender<S>, QueueReceiver<S>) {
    let core = Arc::new(QueueCore::new(limit));
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
    pub fn send_in_order(
        &self,
        publisher: &[u8; 16],
        number: impl Into<SampleNumber>,
        make: impl FnOnce(bool) -> Option<S>,
    ) {
        if let Some(sample) = self.sort_into_lanes(publisher, number, make) {
            self.send(sample);
        }
    }

    /// As [`send_in_order`](Self::send_in_order), but returns the sample if no lane has a place for it, instead of adding
    /// it to the queue.
    #[doc(hidden)]
    pub fn sort_into_lanes(
        &self,
        publisher: &[u8; 16],
        number: impl Into<SampleNumber>,
        make: impl FnOnce(bool) -> Option<S>,
    ) -> Option<S> {
        if self.core.has_lanes.load(Ordering::SeqCst) {
            let mut state = self.core.lock();
            let lane = state.lanes.iter_mut().rev();
            let mut lanes = lane.filter(|lane| lane.is_of(publisher));
            let number = number.into();
            let routed = lanes.find_map(|lane| {
                let number = number.whole(lane.position());
                match lane.route(number) {
                    Routed::Elsewhere => None,
                    routed => Some((lane, number, routed)),
                }
            });
            match routed {
                None | Some((_, _, Routed::Elsewhere)) => {
                    let routed = state.past_lanes.route(publisher, number);
                    state.past_lanes.forget(Instant::now());
                    self.core.note_lanes(&state);
                    if routed == Routed::Duplicate {
                        return None;
                    }
                }
                Some((_, _, Routed::Duplicate)) => {
                    if state.deadline.is_some() {
                        // The lane may no longer have to wait for an earlier sample.
                        self.core.wake(state);
                    }
                    return None;
                }
                Some((lane, number, routed)) => {
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
                    return None;
                }
            }
        }
        make(false)
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
        self.core.wait(Some(timeout.min(LONGEST_WAIT)))
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
