//! The gate of a subscriber: what a neighbour may send is checked and counted here before it
//! takes a place in the queue. Gaps in a publisher's sequence are found in `intake/sequence.rs`.

mod sequence;

use crate::fence::Fence;
use crate::sample::Admitted;
use ros_z_protocol::{Attachment, AttachmentError, Gid};
use ros_z_shm::{RawSample, Undecodable};
use sequence::{Arrival, Sequences};
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use zenoh::bytes::ZBytes;
use zenoh::sample::{Sample, SampleKind};

/// For how long a gap is no loss, after a subscriber was made. zenoh sends a session that has just been opened
/// everything, until it knows that nothing is subscribed to; and again, what is, once it knows that.
const JOINING: Duration = Duration::from_secs(1);

/// Messages of a publisher never arrived: a later one did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MessagesLost {
    /// The publisher.
    pub publisher: Gid,
    /// How many are missing between the last message and this one.
    pub count: u64,
    /// How many of this publisher's are missing altogether.
    pub total: u64,
}

/// What a subscriber has seen so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct SubscriberStats {
    /// Samples that were put into the queue, or given to an inline callback.
    pub admitted: u64,
    /// Samples that no ROS node sends, and that were dropped as `rmw_zenoh` drops them: without an
    /// attachment, with one that is no attachment of ROS, or a deletion.
    pub rejected: u64,
    /// Copies of a sample that had arrived by the subscriber's other key, and were dropped.
    pub duplicates: u64,
    /// Messages that are missing in the sequences of their publishers. In the first second of a subscriber's
    /// life none is counted: a gap then is how joining looks, not a loss.
    pub lost: u64,
    /// Sequence numbers that nobody can have reached by counting. Their samples were delivered, and nothing
    /// concluded from them.
    pub implausible: u64,
    /// Samples that could not be decoded as the type of the topic, or viewed, each time that was tried.
    pub undecodable: u64,
    /// Samples that gave way to newer ones because nobody took them in time.
    pub dropped: u64,
    /// Calls of a callback that panicked: of the subscriber's or server's own, or the one for lost messages.
    pub panics: u64,
}

/// What is called when messages are missing.
pub(crate) type OnLost = Box<dyn Fn(MessagesLost) + Send + Sync>;

/// Counts, and lets in what a ROS node may have sent.
pub(crate) struct Intake {
    topic: String,
    fence: Arc<Fence>,
    since: Instant,
    on_lost: Option<OnLost>,
    sequences: Mutex<Sequences>,
    admitted: AtomicU64,
    rejected: AtomicU64,
    duplicates: AtomicU64,
    implausible: AtomicU64,
    undecodable: Arc<Undecodable>,
}

/// Why a sample is turned away.
#[derive(Debug, thiserror::Error)]
enum Rejection {
    #[error(transparent)]
    Attachment(#[from] AttachmentError),
    #[error("it is a deletion")]
    Deletion,
    #[error("it has no payload")]
    Empty,
    #[error("it answers another request than the one that was sent")]
    Unasked,
}

impl Intake {
    /// Counts the samples of a topic or service.
    pub(crate) fn new(topic: String, on_lost: Option<OnLost>) -> Self {
        Self {
            fence: Arc::new(Fence::new(topic.clone())),
            undecodable: Arc::new(Undecodable::new(topic.as_str())),
            topic,
            since: Instant::now(),
            on_lost,
            sequences: Mutex::default(),
            admitted: AtomicU64::new(0),
            rejected: AtomicU64::new(0),
            duplicates: AtomicU64::new(0),
            implausible: AtomicU64::new(0),
        }
    }

    /// Takes a sample over, if it is let in. `entrance` tells the keys of one subscriber apart.
    pub(crate) fn admit(&self, sample: &Sample, entrance: Entrance) -> Option<Admitted> {
        let attachment = self
            .check(sample)
            .map_err(|rejection| self.reject(&rejection))
            .ok()?;
        if !self.follow(&attachment, entrance) {
            self.duplicates.fetch_add(1, Ordering::Relaxed);
            return None;
        }
        self.admitted.fetch_add(1, Ordering::Relaxed);
        Some(self.take(sample.payload(), attachment))
    }

    /// Takes over a request or a response, if it is let in: one with a payload, and with the attachment that is `right`.
    pub(crate) fn admit_call(
        &self,
        payload: Option<&ZBytes>,
        attachment: Option<&ZBytes>,
        right: impl FnOnce(&Attachment) -> bool,
    ) -> Option<Admitted> {
        let bytes = attachment.map(|bytes| bytes.to_bytes());
        let checked = match (payload, Attachment::deserialize_required(bytes.as_deref())) {
            (_, Err(error)) => Err(error.into()),
            (_, Ok(attachment)) if !right(&attachment) => Err(Rejection::Unasked),
            (Some(payload), Ok(attachment)) if !payload.is_empty() => Ok((payload, attachment)),
            _ => Err(Rejection::Empty),
        };
        let (payload, attachment) = checked.map_err(|rejection| self.reject(&rejection)).ok()?;
        self.admitted.fetch_add(1, Ordering::Relaxed);
        Some(self.take(payload, attachment))
    }

    fn take(&self, payload: &ZBytes, attachment: Attachment) -> Admitted {
        Admitted {
            raw: RawSample::new(payload, self.undecodable.clone()),
            attachment,
        }
    }

    fn reject(&self, rejection: &Rejection) {
        if self.rejected.fetch_add(1, Ordering::Relaxed) == 0 {
            tracing::warn!(
                topic = self.topic,
                "something that no ROS node sends was dropped, as more of its kind will be without a word: {rejection}"
            );
        }
    }

    fn check(&self, sample: &Sample) -> Result<Attachment, Rejection> {
        if sample.kind() == SampleKind::Delete {
            return Err(Rejection::Deletion);
        }
        let bytes = sample.attachment().map(|bytes| bytes.to_bytes());
        Ok(Attachment::deserialize_required(bytes.as_deref())?)
    }

    /// Follows the sequence of a publisher; `false` for what has arrived already.
    fn follow(&self, attachment: &Attachment, entrance: Entrance) -> bool {
        let arrival = self
            .sequences()
            .follow(attachment, entrance, || self.since.elapsed() < JOINING);
        match arrival {
            Arrival::Duplicate => return false,
            Arrival::Expected => {}
            Arrival::Implausible => {
                if self.implausible.fetch_add(1, Ordering::Relaxed) == 0 {
                    tracing::warn!(
                        topic = self.topic,
                        publisher = %attachment.gid,
                        sequence_number = attachment.sequence_number,
                        "a publisher does not count its samples; what it loses cannot be told"
                    );
                }
            }
            Arrival::Lost(lost) => {
                if let Some(on_lost) = &self.on_lost {
                    self.fence.run("the callback for lost messages", || on_lost(lost));
                }
            }
        }
        true
    }

    /// The fence around the callbacks of the topic.
    pub(crate) fn fence(&self) -> &Arc<Fence> {
        &self.fence
    }

    /// What is missing of each publisher that anything is missing of.
    pub(crate) fn lost_by_publisher(&self) -> Vec<(Gid, u64)> {
        self.sequences().lost_by_publisher()
    }

    /// All counts but that of the queue.
    pub(crate) fn stats(&self) -> SubscriberStats {
        let read = |count: &AtomicU64| count.load(Ordering::Relaxed);
        SubscriberStats {
            admitted: read(&self.admitted),
            rejected: read(&self.rejected),
            duplicates: read(&self.duplicates),
            lost: self.sequences().lost(),
            implausible: read(&self.implausible),
            undecodable: self.undecodable.count(),
            dropped: 0,
            panics: self.fence.panics(),
        }
    }

    fn sequences(&self) -> std::sync::MutexGuard<'_, Sequences> {
        self.sequences.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The key by which a sample came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Entrance {
    /// The key of the topic, for a subscriber that has no other.
    Only,
    /// The key of the topic.
    Topic,
    /// The key for subscribers that are aware of buffers.
    Buffers,
}

impl fmt::Debug for Intake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Intake")
            .field("topic", &self.topic)
            .field("stats", &self.stats())
            .finish_non_exhaustive()
    }
}
