//! Where samples wait between zenoh's receive thread and the user. Bounded: the
//! oldest gives way (keep last), or the sender waits (keep all).

use crate::delivery;
use crate::error::RecvError;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, ThreadId};
use std::time::Duration;

/// The deepest queue that drops its oldest sample.
const MAX_DEPTH: usize = 1 << 20;

/// How many samples a queue takes, and what happens to one more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum QueueLimit {
    /// The oldest sample is dropped and counted.
    DropOldest(usize),
    /// The sender waits for room.
    Block(usize),
}

/// Long enough for anybody, and short enough for the clock: flume panics where a deadline is beyond it.
pub const LONGEST_WAIT: Duration = Duration::from_secs(u32::MAX as u64);

/// The end of the queue that zenoh's receive thread writes to.
pub struct QueueSender<S> {
    sender: flume::Sender<S>,
    /// For taking the oldest out; only with keep last.
    oldest: Option<flume::Receiver<S>>,
    /// Only if the sender waits for room.
    room: Option<Arc<Room>>,
    dropped: Arc<AtomicU64>,
}

/// The end of the queue that the user reads from.
pub struct QueueReceiver<S> {
    receiver: flume::Receiver<S>,
    room: Option<Arc<Room>>,
    dropped: Arc<AtomicU64>,
}

/// The bound of a keep-all queue.
struct Room {
    depth: usize,
    state: Mutex<RoomState>,
    changed: Condvar,
}

#[derive(Default)]
struct RoomState {
    /// The thread that took the last sample. It never waits here: it would wait for itself.
    taker: Option<ThreadId>,
    waiting: usize,
    is_closed: bool,
}

/// Creates a bounded queue for at least one sample.
#[must_use]
pub fn queue<S>(limit: QueueLimit) -> (QueueSender<S>, QueueReceiver<S>) {
    let (sender, receiver, room) = match limit {
        QueueLimit::DropOldest(depth) => {
            let (sender, receiver) = flume::bounded(depth.clamp(1, MAX_DEPTH));
            (sender, receiver, None)
        }
        QueueLimit::Block(depth) => {
            let (sender, receiver) = flume::unbounded();
            let room = Room {
                depth: depth.max(1),
                state: Mutex::default(),
                changed: Condvar::new(),
            };
            (sender, receiver, Some(Arc::new(room)))
        }
    };
    let dropped = Arc::new(AtomicU64::new(0));
    let oldest = room.is_none().then(|| receiver.clone());
    (
        QueueSender {
            sender,
            oldest,
            room: room.clone(),
            dropped: dropped.clone(),
        },
        QueueReceiver {
            receiver,
            room,
            dropped,
        },
    )
}

impl<S> QueueSender<S> {
    /// Puts a sample in. With keep last this never waits; with keep all, the thread that took the last sample does not: it
    /// would wait for itself.
    pub fn send(&self, sample: S) {
        if let Some(room) = &self.room {
            let state = room.wait(|| self.sender.len() < room.depth);
            if !state.is_closed {
                // Without a receiver the sample has no taker.
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

impl Room {
    fn lock(&self) -> MutexGuard<'_, RoomState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until `has_room`, or waiting would be in vain.
    fn wait(&self, has_room: impl Fn() -> bool) -> MutexGuard<'_, RoomState> {
        let this_thread = thread::current().id();
        let mut state = self.lock();
        while !state.is_closed && state.taker != Some(this_thread) && !has_room() {
            state.waiting += 1;
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
            state.waiting -= 1;
        }
        state
    }

    /// This thread took a sample.
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
        if let Some(room) = &self.room {
            room.note_taken();
        }
        sample
    }

    /// Samples that gave way to newer ones.
    pub fn dropped(&self) -> u64 {
        self.dropped.load(Ordering::Relaxed)
    }
}

impl<S> Drop for QueueReceiver<S> {
    fn drop(&mut self) {
        if let Some(room) = &self.room {
            room.close();
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
    fn a_sender_that_waits_goes_on_when_the_receiver_is_gone() {
        let (sender, receiver) = queue(QueueLimit::Block(DEPTH));
        let writer = std::thread::spawn(move || (0..2 * DEPTH).for_each(|sample| sender.send(sample)));
        assert_eq!(receiver.recv(), Ok(0));
        drop(receiver);
        writer.join().unwrap();
    }

    #[test]
    fn what_arrived_is_delivered_after_the_sender_is_gone() {
        let (sender, receiver) = queue(QueueLimit::DropOldest(10));
        sender.send(1);
        drop(sender);
        assert_eq!(receiver.recv_timeout(Duration::MAX), Ok(Some(1)));
        assert_eq!(receiver.recv_timeout(Duration::ZERO), Err(RecvError::Closed));
    }
}
