//! Where samples wait between zenoh's receive thread and the user. Bounded: the
//! oldest gives way (keep last), or the sender waits (keep all).

use crate::error::RecvError;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// The deepest queue that drops its oldest sample.
const MAX_DEPTH: usize = 1 << 20;

/// How many samples a queue takes, and what happens to one more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    dropped: Arc<AtomicU64>,
}

/// The end of the queue that the user reads from.
pub struct QueueReceiver<S> {
    receiver: flume::Receiver<S>,
    dropped: Arc<AtomicU64>,
}

/// Creates a bounded queue for at least one sample.
#[must_use]
pub fn queue<S>(limit: QueueLimit) -> (QueueSender<S>, QueueReceiver<S>) {
    let (depth, keep_last) = match limit {
        QueueLimit::DropOldest(depth) => (depth.clamp(1, MAX_DEPTH), true),
        QueueLimit::Block(depth) => (depth.max(1), false),
    };
    let (sender, receiver) = flume::bounded(depth);
    let dropped = Arc::new(AtomicU64::new(0));
    let oldest = keep_last.then(|| receiver.clone());
    (
        QueueSender {
            sender,
            oldest,
            dropped: dropped.clone(),
        },
        QueueReceiver { receiver, dropped },
    )
}

impl<S> QueueSender<S> {
    /// Puts a sample in. With keep last this never waits.
    pub fn send(&self, sample: S) {
        let Some(oldest) = &self.oldest else {
            // Nobody listens any more: the sample has no taker.
            let _ = self.sender.send(sample);
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

impl<S> QueueReceiver<S> {
    /// Waits for the oldest sample.
    ///
    /// # Errors
    /// [`RecvError::Closed`] if the queue is empty and the sender is gone.
    pub fn recv(&self) -> Result<S, RecvError> {
        self.receiver.recv().map_err(|_| RecvError::Closed)
    }

    /// Waits for the oldest sample without blocking the thread.
    ///
    /// # Errors
    /// As [`recv`](Self::recv).
    pub async fn recv_async(&self) -> Result<S, RecvError> {
        self.receiver.recv_async().await.map_err(|_| RecvError::Closed)
    }

    /// Waits for the oldest sample, and returns `None` if none came within `timeout`.
    ///
    /// # Errors
    /// As [`recv`](Self::recv).
    pub fn recv_timeout(&self, timeout: Duration) -> Result<Option<S>, RecvError> {
        match self.receiver.recv_timeout(timeout.min(LONGEST_WAIT)) {
            Ok(sample) => Ok(Some(sample)),
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
            Ok(sample) => Ok(Some(sample)),
            Err(flume::TryRecvError::Empty) => Ok(None),
            Err(flume::TryRecvError::Disconnected) => Err(RecvError::Closed),
        }
    }

    /// Samples that gave way to newer ones.
    pub fn dropped(&self) -> u64 {
        self.dropped.load(Ordering::Relaxed)
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
    fn what_arrived_is_delivered_after_the_sender_is_gone() {
        let (sender, receiver) = queue(QueueLimit::DropOldest(10));
        sender.send(1);
        drop(sender);
        assert_eq!(receiver.recv_timeout(Duration::MAX), Ok(Some(1)));
        assert_eq!(receiver.recv_timeout(Duration::ZERO), Err(RecvError::Closed));
    }
}
