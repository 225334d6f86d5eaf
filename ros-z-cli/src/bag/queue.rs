//! [`SampleQueue`]: the samples between zenoh's receive thread and the thread that writes them. It is bounded by bytes,
//! and by the bytes of each publisher's pool that are in it.
//!
//! Small samples are copied into one buffer, because a small slice of a received batch keeps the whole batch in memory.
//! A large sample is not copied, and is released as soon as it is written. The queue holds at most [`Limits::held_shm`]
//! bytes of the pool of one publisher, but always one message; further messages are copied. When the limit of memory is
//! reached, samples are dropped and counted.

use super::mcap::record::MessageHeader;
use super::mcap::writer::LARGE_PAYLOAD;
use ros_z::Sample;
use ros_z::dynamic::RawMessage;
use ros_z::protocol::Gid;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// The limits of a queue, in bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// Maximum number of bytes in waiting samples, in any memory.
    pub(crate) memory: usize,
    /// Maximum number of bytes to hold of the pool of one publisher. One message is always held.
    pub(crate) held_shm: usize,
}

/// Samples that wait to be written.
#[derive(Debug)]
pub(crate) struct SampleQueue {
    limits: Limits,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    batch: Batch,
    /// Bytes of the waiting samples, including those of the batch that is being written.
    bytes: usize,
    /// Bytes in shared memory by publisher, including those of the batch that is being written.
    held: HashMap<Gid, usize>,
    counts: QueueCounts,
}

/// The counts of a queue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct QueueCounts {
    /// Samples that were dropped because the limit of memory was reached.
    pub(crate) dropped: u64,
    /// Large samples that were copied out of shared memory, because enough of their publisher's pool was held.
    pub(crate) copied: u64,
}

/// Samples in the order of their arrival.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    items: Vec<Item>,
    small: Vec<u8>,
}

#[derive(Debug)]
struct Item {
    topic: usize,
    header: MessageHeader,
    payload: Payload,
}

#[derive(Debug)]
enum Payload {
    Small(Range<usize>),
    Copied(Vec<u8>),
    Held(Sample<RawMessage>),
}

impl SampleQueue {
    pub(crate) fn new(limits: Limits) -> Self {
        Self {
            limits,
            state: Mutex::default(),
            changed: Condvar::new(),
        }
    }

    /// Adds a sample of a topic, or drops it. Never waits for the disk.
    pub(crate) fn push(&self, topic: usize, header: MessageHeader, sample: Sample<RawMessage>) {
        let len = sample.len();
        let mut state = self.state();
        if state.bytes + len > self.limits.memory {
            state.counts.dropped += 1;
            return;
        }
        state.bytes += len;
        let payload = if len < LARGE_PAYLOAD {
            Payload::Small(state.batch.copy(&sample))
        } else if !sample.is_shm() || state.hold(sample.publisher_gid(), len, self.limits.held_shm) {
            Payload::Held(sample)
        } else {
            state.counts.copied += 1;
            // Copied under the lock: without it, samples of other topics that arrive later could come first.
            let mut copy = Vec::with_capacity(len);
            sample.slices().for_each(|slice| copy.extend_from_slice(slice));
            drop(sample);
            Payload::Copied(copy)
        };
        let was_empty = state.batch.items.is_empty();
        state.batch.items.push(Item {
            topic,
            header,
            payload,
        });
        drop(state);
        if was_empty {
            self.changed.notify_one();
        }
    }

    /// Waits for samples, and exchanges them for an empty batch. Returns an empty batch after the timeout.
    pub(crate) fn take(&self, mut batch: Batch, timeout: Duration) -> Batch {
        batch.items.clear();
        batch.small.clear();
        let waits = |state: &mut State| state.batch.items.is_empty();
        let state = self.state();
        let (mut state, _) = self
            .changed
            .wait_timeout_while(state, timeout, waits)
            .unwrap_or_else(PoisonError::into_inner);
        std::mem::swap(&mut state.batch, &mut batch);
        batch
    }

    /// Passes each sample of a batch to `write`, and releases it.
    ///
    /// # Errors
    /// The error of `write`; the remaining samples are released.
    pub(crate) fn write_each<E>(
        &self,
        batch: &mut Batch,
        mut write: impl FnMut(usize, MessageHeader, &[&[u8]]) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut outcome = Ok(());
        let mut small = 0;
        for item in batch.items.drain(..) {
            let mut put = |payload: &[&[u8]]| {
                if outcome.is_ok() {
                    outcome = write(item.topic, item.header, payload);
                }
            };
            match item.payload {
                Payload::Small(range) => {
                    small += range.len();
                    put(&[batch.small.get(range).unwrap_or_default()]);
                }
                Payload::Copied(bytes) => {
                    put(&[&bytes]);
                    self.state().bytes -= bytes.len();
                }
                Payload::Held(sample) => {
                    let slices: Vec<&[u8]> = sample.slices().collect();
                    put(&slices);
                    let (len, gid) = (sample.len(), sample.publisher_gid());
                    let is_shm = sample.is_shm();
                    drop(sample);
                    let mut state = self.state();
                    state.bytes -= len;
                    if is_shm {
                        state.release(gid, len);
                    }
                }
            }
        }
        self.state().bytes -= small;
        outcome
    }

    pub(crate) fn counts(&self) -> QueueCounts {
        self.state().counts
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Counts `len` bytes of a publisher's pool as held, if that is within the limit.
    fn hold(&mut self, publisher: Option<Gid>, len: usize, limit: usize) -> bool {
        let Some(publisher) = publisher else {
            return false;
        };
        let held = self.held.entry(publisher).or_default();
        let is_within = *held == 0 || *held + len <= limit;
        if is_within {
            *held += len;
        }
        is_within
    }

    fn release(&mut self, publisher: Option<Gid>, len: usize) {
        let Some(publisher) = publisher else {
            return;
        };
        if let Some(held) = self.held.get_mut(&publisher) {
            *held = held.saturating_sub(len);
            if *held == 0 {
                self.held.remove(&publisher);
            }
        }
    }
}

impl Batch {
    fn copy(&mut self, sample: &Sample<RawMessage>) -> Range<usize> {
        let start = self.small.len();
        sample
            .slices()
            .for_each(|slice| self.small.extend_from_slice(slice));
        start..self.small.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ros_z::RosMessage;
    use ros_z::context::ZContextBuilder;
    use ros_z::msgs::sensor_msgs::Image;
    use ros_z::protocol::QosProfile;
    use std::convert::Infallible;

    /// Samples with payloads of these lengths, in shared memory if they are large.
    fn samples(topic: &str, lengths: &[usize]) -> Vec<Sample<RawMessage>> {
        let context = ZContextBuilder::default()
            .with_connect_endpoints(Vec::<String>::new())
            .with_multicast_scouting(false)
            .with_shm_pool_size(16 << 20)
            .unwrap()
            .build()
            .unwrap();
        let node = context.create_node("queue").build().unwrap();
        let subscriber = node.create_raw_sub(Image::TYPE_NAME, Image::TYPE_HASH, topic);
        let subscriber = subscriber.with_qos(QosProfile::KEEP_ALL).build().unwrap();
        let publisher = node.create_pub::<Image>(topic).build().unwrap();
        let received = lengths.iter().map(|&len| {
            let image = Image {
                data: vec![7_u8; len].into(),
                ..Image::default()
            };
            publisher.publish(&image).unwrap();
            let sample = subscriber.recv_timeout(Duration::from_secs(30)).unwrap();
            let sample = sample.expect("a sample of the same session");
            assert_eq!(sample.is_shm(), len >= LARGE_PAYLOAD);
            sample
        });
        received.collect()
    }

    fn drain(queue: &SampleQueue) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        let mut batch = queue.take(Batch::default(), Duration::ZERO);
        let written = queue.write_each(&mut batch, |topic, _, payload| {
            found.push((topic, payload.iter().map(|piece| piece.len()).sum()));
            Ok::<(), Infallible>(())
        });
        assert!(written.is_ok() && batch.is_empty());
        found
    }

    #[test]
    fn memory_and_the_part_of_a_pool_are_bounded() {
        let queue = SampleQueue::new(Limits {
            memory: 350_000,
            held_shm: 250_000,
        });
        let lengths = [100_000, 100_000, 100_000, 100_000, 10];
        for (index, sample) in samples("/bounded", &lengths).into_iter().enumerate() {
            queue.push(index, MessageHeader::default(), sample);
        }
        // Two are held, one is copied, and one does not fit.
        let counts = QueueCounts {
            dropped: 1,
            copied: 1,
        };
        assert_eq!(queue.counts(), counts);
        let written = drain(&queue);
        assert_eq!(
            written.iter().map(|(topic, _)| *topic).collect::<Vec<_>>(),
            [0, 1, 2, 4]
        );
        assert!(
            written
                .iter()
                .zip([100_000, 100_000, 100_000, 10])
                .all(|((_, len), data)| *len > data)
        );
        let state = queue.state();
        assert!(state.bytes == 0 && state.held.is_empty());
    }

    #[test]
    fn one_message_of_a_pool_is_held_whatever_its_size() {
        let queue = SampleQueue::new(Limits {
            memory: 1 << 20,
            held_shm: 1,
        });
        for sample in samples("/one_held", &[100_000, 100_000]) {
            queue.push(0, MessageHeader::default(), sample);
        }
        assert_eq!(queue.counts().copied, 1);
        assert_eq!(drain(&queue).len(), 2);
    }
}
