//! The queue of samples between zenoh's receive thread and the user. It is bounded: it drops the oldest sample (keep
//! last), or the sender waits (keep all).

use crate::delivery;
use crate::error::RecvError;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, ThreadId};
use std::time::Duration;

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

/// The longest wait, about 136 years: flume panics if a deadline is beyond the range of the clock.
pub const LONGEST_WAIT: Duration = Duration::from_secs(u32::MAX as u64);

/// The end of the queue that zenoh's receive thread writes to.
pub struct QueueSender<S> {
    sender: flume::Sender<S>,
    /// Removes the oldest sample; set only for keep last.
    oldest: Option<flume::Receiver<S>>,
    /// Set only if the sender waits for room.
    bound: Option<Arc<KeepAllBound>>,
    dropped: Arc<AtomicU64>,
}

/// The end of the queue that the user reads from.
pub struct QueueReceiver<S> {
    receiver: flume::Receiver<S>,
    bound: Option<Arc<KeepAllBound>>,
    dropped: Arc<AtomicU64>,
}

/// The bound of a keep-all queue.
struct KeepAllBound {
    depth: usize,
    state: Mutex<BoundState>,
    changed: Condvar,
}

#[derive(Default)]
struct BoundState {
    /// The thread that took the last sample. It never waits to send, because it would wait for itself.
    taker: Option<ThreadId>,
    waiting: usize,
    is_closed: bool,
}

/// Creates a bounded queue for at least one sample.
#[must_use]
pub fn queue<S>(limit: QueueLimit) -> (QueueSender<S>, QueueReceiver<S>) {
    let (sender, receiver, bound) = match limit {
        QueueLimit::DropOldest(depth) => {
            let (sender, receiver) = flume::bounded(depth.clamp(1, MAX_DEPTH));
            (sender, receiver, None)
        }
        QueueLimit::Block(depth) => {
            let (sender, receiver) = flume::unbounded();
            let bound = KeepAllBound {
                depth: depth.max(1),
                state: Mutex::default(),
                changed: Condvar::new(),
            };
            (sender, receiver, Some(Arc::new(bound)))
        }
    };
    let dropped = Arc::new(AtomicU64::new(0));
    let oldest = bound.is_none().then(|| receiver.clone());
    (
        QueueSender {
            sender,
            oldest,
            bound: bound.clone(),
            dropped: dropped.clone(),
        },
        QueueReceiver {
            receiver,
            bound,
            dropped,
        },
    )
}

impl<S> QueueSender<S> {
    /// Adds a sample. With keep last, this never waits. With keep all, it waits for room, except on the thread that
    /// took the last sample, which would wait for itself.
    pub fn send(&self, sample: S) {
        if let Some(bound) = &self.bound {
            let state = bound.wait(|| self.sender.len() < bound.depth);
            if !state.is_closed {
                // Without a receiver, the sample is dropped.
                let _ = self.sender.send(sample);
            }
            return;
        }
        let Some(oldest) = &self.oldest else {
            return;
        };
        let mut sample = sample;
        while let Err(flume::TrySendError::Full(returned)) = self.sender.try_send(sample) {
            sample = returned;
            if oldest.try_recv().is_ok() {
                self.dropped.fetch_add(1, Ordering::Relaxed);
            }
        }
    }
}

impl KeepAllBound {
    fn lock(&self) -> MutexGuard<'_, BoundState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until `has_room`, or until no thread could make room.
    fn wait(&self, has_room: impl Fn() -> bool) -> MutexGuard<'_, BoundState> {
        let this_thread = thread::current().id();
        let mut state = self.lock();
        while !state.is_closed && state.taker != Some(this_thread) && !has_room() {
            state.waiting += 1;
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
            state.waiting -= 1;
        }
        state
    }

    /// Records that this thread took a sample.
    fn note_taken(&self) {
        delivery::note_taker();
        let mut state = self.lock();
        state.taker = Some(thread::current().id());
        if state.waiting > 0 {
            self.changed.notify_all();
        }
    }

    fn close(&self) {
        self.lock().is_closed = true;
        self.changed.notify_all();
    }
}

impl<S> QueueReceiver<S> {
    /// Waits for the oldest sample.
    ///
    /// # Errors
    /// [`RecvError::Closed`] if the queue is empty and the sender is gone.
    pub fn recv(&self) -> Result<S, RecvError> {
        let sample = self.receiver.recv().map_err(|_| RecvError::Closed)?;
        Ok(self.taken(sample))
    }

    /// Waits for the oldest sample without blocking the thread.
    ///
    /// # Errors
    /// As [`recv`](Self::recv).
    pub async fn recv_async(&self) -> Result<S, RecvError> {
        let sample = self.receiver.recv_async().await;
        Ok(self.taken(sample.map_err(|_| RecvError::Closed)?))
    }

    /// Waits for the oldest sample, and returns `None` if none came within `timeout`.
    ///
    /// # Errors
    /// As [`recv`](Self::recv).
    pub fn recv_timeout(&self, timeout: Duration) -> Result<Option<S>, RecvError> {
        match self.receiver.recv_timeout(timeout.min(LONGEST_WAIT)) {
            Ok(sample) => Ok(Some(self.taken(sample))),
            Err(flume::RecvTimeoutError::Timeout) => Ok(None),
            Err(flume::RecvTimeoutError::Disconnected) => Err(RecvError::Closed),
        }
    }

    /// Returns the oldest sample if there is one.
    ///
    /// # Errors
    /// As [`recv`](Self::recv).
    pub fn try_recv(&self) -> Result<Option<S>, RecvError> {
        match self.receiver.try_recv() {
            Ok(sample) => Ok(Some(self.taken(sample))),
            Err(flume::TryRecvError::Empty) => Ok(None),
            Err(flume::TryRecvError::Disconnected) => Err(RecvError::Closed),
        }
    }

    fn taken(&self, sample: S) -> S {
        if let Some(bound) = &self.bound {
            bound.note_taken();
        }
        sample
    }

    /// Returns the number of samples that were dropped for newer ones.
    pub fn dropped(&self) -> u64 {
        self.dropped.load(Ordering::Relaxed)
    }
}

impl<S> Drop for QueueReceiver<S> {
    fn drop(&mut self) {
        if let Some(bound) = &self.bound {
            bound.close();
        }
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
