//! The intake of a subscriber: checks and counts what peers send before it enters the queue.
//! `intake/sequence.rs` finds gaps in the sequence of a publisher.

mod sequence;

use crate::fence::Fence;
use crate::sample::Admitted;
use ros_z_protocol::{Attachment, AttachmentError, Gid};
use ros_z_shm::lane::{LaneEvent, LaneIntake, LaneSample};
use ros_z_shm::{RawSample, Undecodable};
use sequence::{Arrival, Sequences};
use std::fmt;
use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use zenoh::bytes::ZBytes;
use zenoh::sample::{Sample, SampleKind};

/// How long after the creation of a subscriber a gap does not count as a loss. zenoh sends everything to a
/// session that has just been opened, until it knows its subscriptions; then it sends only what is subscribed
/// to.
const JOINING: Duration = Duration::from_secs(1);

/// Messages of a publisher are missing: a later one has arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MessagesLost {
    /// The publisher.
    pub publisher: Gid,
    /// The number of messages missing between the last message and this one.
    pub count: u64,
    /// The number of messages of this publisher that are missing in total.
    pub total: u64,
}

/// The counts of a [`Subscriber`](crate::Subscriber) or [`CallbackSubscriber`](crate::CallbackSubscriber).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct SubscriberStats {
    /// Samples that were put into the queue, or passed to an inline callback.
    pub admitted: u64,
    /// Samples that were dropped, as in `rmw_zenoh`, because a ROS node does not send them: samples without a
    /// ROS attachment, and deletions.
    pub rejected: u64,
    /// Samples that were dropped because they had already arrived on the subscriber's other key.
    pub duplicates: u64,
    /// Messages that are missing in the sequences of their publishers. Gaps in the first second of a
    /// subscriber's life are not counted, because they result from joining.
    pub lost: u64,
    /// Samples with a sequence number that a publisher cannot have reached by counting. They were delivered,
    /// and not used to detect losses.
    pub implausible: u64,
    /// Samples that could not be deserialized or viewed as the type of the topic, once for each attempt.
    pub undecodable: u64,
    /// Samples that were dropped for newer ones because the queue was full.
    pub dropped: u64,
    /// Calls of a callback that panicked: the subscriber's own, or the one for lost messages.
    pub panics: u64,
}

/// The callback for missing messages.
pub(crate) type OnLost = Box<dyn Fn(MessagesLost) + Send + Sync>;

/// Admits what a ROS node may have sent, and counts.
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

/// Why a sample is rejected.
#[derive(Debug, thiserror::Error)]
enum Rejection {
    #[error(transparent)]
    Attachment(#[from] AttachmentError),
    #[error("it is a deletion")]
    Deletion,
    #[error("it has no payload")]
    Empty,
    #[error("it answers a different request")]
    Unasked,
}

impl Intake {
    /// Creates the intake of a topic or service.
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

    /// Returns the attachment of a sample; `None`, and counts it, if a ROS node does not send it.
    pub(crate) fn attachment(&self, sample: &Sample) -> Option<Attachment> {
        let checked = self.check(sample);
        checked.map_err(|rejection| self.reject(&rejection)).ok()
    }

    /// Returns a sample if it is admitted. `entrance` is the key on which it arrived.
    pub(crate) fn admit(
        &self,
        sample: &Sample,
        attachment: Attachment,
        entrance: Entrance,
    ) -> Option<Admitted> {
        let (is_new, lost) = self.follow(&attachment, entrance);
        if let Some(lost) = lost {
            self.report(lost);
        }
        if !is_new {
            self.duplicates.fetch_add(1, Ordering::Relaxed);
            return None;
        }
        self.admitted.fetch_add(1, Ordering::Relaxed);
        Some(self.take(sample.payload(), attachment))
    }

    /// Returns a sample that is [followed](LaneIntake::follow) when its turn has come.
    pub(crate) fn admit_later(&self, sample: &Sample, attachment: Attachment) -> Admitted {
        self.take(sample.payload(), attachment)
    }

    /// Checks a request or response, and returns it if it has a payload and an attachment for which `right`
    /// is true.
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
                "dropped a message that a ROS node does not send; further ones are not logged: {rejection}"
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

    /// Follows the sequence of a publisher. Returns `false` for a sample that has arrived already, and the messages that
    /// are missing before it.
    fn follow(&self, attachment: &Attachment, entrance: Entrance) -> (bool, Option<MessagesLost>) {
        let arrival = self
            .sequences()
            .follow(attachment, entrance, || self.since.elapsed() < JOINING);
        match arrival {
            Arrival::Duplicate => return (false, None),
            Arrival::Expected => {}
            Arrival::Implausible => {
                if self.implausible.fetch_add(1, Ordering::Relaxed) == 0 {
                    tracing::warn!(
                        topic = self.topic,
                        publisher = %attachment.gid,
                        sequence_number = attachment.sequence_number,
                        "a publisher does not number its samples in sequence; its losses cannot be detected"
                    );
                }
            }
            Arrival::Lost(lost) => return (true, Some(lost)),
        }
        (true, None)
    }

    /// Calls the callback for missing messages.
    fn report(&self, lost: MessagesLost) {
        if let Some(on_lost) = &self.on_lost {
            self.fence.run("the callback for lost messages", || on_lost(lost));
        }
    }

    /// Returns the fence around the callbacks of the topic.
    pub(crate) fn fence(&self) -> &Arc<Fence> {
        &self.fence
    }

    /// Returns the number of missing messages of each publisher that has any.
    pub(crate) fn lost_by_publisher(&self) -> Vec<(Gid, u64)> {
        self.sequences().lost_by_publisher()
    }

    /// Returns all counts except `dropped`, which the queue has.
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

    fn sequences(&self) -> MutexGuard<'_, Sequences> {
        self.sequences.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Starts a thread.
pub(crate) type Start = Box<dyn Fn() -> io::Result<()> + Send + Sync>;

/// The intake, as the lanes of a subscriber use it: with locks, so that the user's code is called later.
pub(crate) struct LaneEntrance {
    pub(crate) intake: Arc<Intake>,
    /// Starts the thread that takes the samples, unless the program takes them.
    pub(crate) start: Option<Start>,
}

impl LaneEntrance {
    fn follow(&self, attachment: &Attachment) -> Option<LaneEvent> {
        let intake = &self.intake;
        let (_, lost) = intake.follow(attachment, Entrance::Only);
        intake.admitted.fetch_add(1, Ordering::Relaxed);
        lost.map(|lost| -> LaneEvent {
            let intake = intake.clone();
            Box::new(move || intake.report(lost))
        })
    }
}

impl LaneIntake<Admitted> for LaneEntrance {
    fn prepare(&self) -> io::Result<()> {
        self.start.as_ref().map_or(Ok(()), |start| start())
    }

    fn admit(&self, sample: LaneSample) -> (Option<Admitted>, Option<LaneEvent>) {
        let attachment = Attachment {
            sequence_number: sample.number,
            source_timestamp: sample.time,
            gid: Gid::from_bytes(sample.publisher),
        };
        let intake = &self.intake;
        if sample.dropped > 0 {
            // They arrived, but were too old for the queue, so they were not lost in transit.
            intake.admitted.fetch_add(sample.dropped, Ordering::Relaxed);
            intake.sequences().skip_to(&attachment);
        }
        let event = self.follow(&attachment);
        let raw = RawSample::of_lane(sample, intake.undecodable.clone());
        (Some(Admitted { raw, attachment }), event)
    }

    fn follow(&self, sample: Admitted) -> (Option<Admitted>, Option<LaneEvent>) {
        let event = self.follow(&sample.attachment);
        (Some(sample), event)
    }
}

/// The key on which a sample arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Entrance {
    /// The key of the topic, of a subscriber without another key.
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
