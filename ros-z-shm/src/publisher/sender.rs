//! The sending half of a publisher, whatever the type of its messages: numbers messages and puts them one at a time, in
//! the order of their numbers, without a lock that is held during a put.

use super::Identity;
use super::lane::Lane;
use crate::delivery::{self, Deferring, Inside};
use crate::error::PublishError;
use crate::memory::{Memory, Written};
use crate::network_limit::TooLarge;
use crate::published::{PublishPath, Published};
use crate::ros::{Attachment, QosProfile};
use crate::runtime;
use crate::transport::Outlet;
use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread;
use std::time::{SystemTime, UNIX_EPOCH};
use zenoh::bytes::ZBytes;

/// Messages that a thread that must not wait leaves to the thread that is in the middle of a put.
const HANDED_OVER: usize = 1024;

pub(super) struct Sender {
    pub(super) memory: Memory,
    /// Invisible first, then undeclared.
    pub(super) identity: Option<Identity>,
    pub(super) outlet: Outlet,
    pub(super) topic: String,
    pub(super) qos: QosProfile,
    sequence: Mutex<Sequence>,
    /// Signalled when no put is under way any more.
    idle: Condvar,
    /// Started by the first message that has to be put by another thread.
    lane: OnceLock<Lane>,
}

/// The numbers of the messages, and whose turn it is.
#[derive(Default)]
struct Sequence {
    /// Number of the last message.
    last: i64,
    /// Numbered, and to be put before any later message.
    deferred: VecDeque<Parcel>,
    /// Whether a thread is putting a message.
    is_busy: bool,
    /// Whether that thread puts the deferred messages too.
    is_handed_over: bool,
    /// Threads that wait for their turn.
    waiting: usize,
}

/// A message with its number.
struct Parcel {
    payload: ZBytes,
    attachment: Option<[u8; 33]>,
    path: PublishPath,
    bytes: usize,
    spliced: usize,
    number: i64,
}

impl Parcel {
    fn published(&self) -> Published {
        Published {
            path: self.path,
            bytes: self.bytes,
            spliced: self.spliced,
            sequence_number: self.number,
        }
    }
}

impl Sender {
    pub(super) fn new(
        outlet: Outlet,
        qos: QosProfile,
        topic: String,
        identity: Option<Identity>,
        memory: Memory,
    ) -> Self {
        Self {
            memory,
            identity,
            outlet,
            topic,
            qos,
            sequence: Mutex::default(),
            idle: Condvar::new(),
            lane: OnceLock::new(),
        }
    }

    /// Puts a message under the next number of the sequence. From inside a callback it is only numbered, and put when
    /// zenoh has left the callback.
    pub(super) fn put(self: &Arc<Self>, written: Written) -> Result<Published, PublishError> {
        self.check_size(&written)?;
        if delivery::must_defer() {
            return self.defer(written);
        }
        runtime::blocking_if(self.outlet.waits_to_send, || self.put_in_turn(written))
    }

    fn check_size(&self, written: &Written) -> Result<(), PublishError> {
        let reaches_network = || self.outlet.reaches_network();
        self.outlet
            .limit
            .check(&self.topic, written, reaches_network)
            .map_err(|TooLarge { bytes, limit }| PublishError::TooLargeForNetwork {
                key: self.topic.clone(),
                bytes,
                limit,
            })
    }

    fn put_in_turn(self: &Arc<Self>, written: Written) -> Result<Published, PublishError> {
        let mut sequence = self.lock();
        if sequence.is_busy && delivery::is_taker() && sequence.deferred.len() < HANDED_OVER {
            // The thread that puts may wait for this one to take a sample.
            let parcel = self.number(&mut sequence, written);
            let published = parcel.published();
            sequence.deferred.push_back(parcel);
            sequence.is_handed_over = true;
            return Ok(published);
        }
        let turn = self.wait_for_turn(sequence);
        let result = turn.put(written);
        drop(turn);
        delivery::put_deferred();
        result
    }

    /// Numbers a message now, and has it put later.
    fn defer(self: &Arc<Self>, written: Written) -> Result<Published, PublishError> {
        // Without a put of this thread that would put it, another thread has to.
        let lane = if delivery::is_inside_put() {
            None
        } else {
            Some(self.lane()?)
        };
        let mut sequence = self.lock();
        let parcel = self.number(&mut sequence, written);
        let published = parcel.published();
        sequence.deferred.push_back(parcel);
        drop(sequence);
        match lane {
            Some(lane) => lane.put_deferred(self.clone()),
            None => delivery::put_later(self.clone()),
        }
        Ok(published)
    }

    /// The thread that puts in the place of those that must not wait.
    pub(super) fn lane(&self) -> Result<&Lane, PublishError> {
        match self.lane.get() {
            Some(lane) => Ok(lane),
            None => {
                let lane = Lane::start()?;
                Ok(self.lane.get_or_init(|| lane))
            }
        }
    }

    /// Puts all messages that were kept.
    pub(super) fn put_all_deferred(&self) {
        while !self.lock().deferred.is_empty() {
            self.put_next();
        }
    }

    fn number(&self, sequence: &mut Sequence, written: Written) -> Parcel {
        let Written {
            payload,
            path,
            bytes,
            spliced,
        } = written;
        let number = sequence.last + 1;
        sequence.last = number;
        let attachment = self.identity.as_ref().map(|identity| {
            let attachment = Attachment {
                sequence_number: number,
                source_timestamp: nanoseconds_now(),
                gid: identity.gid,
            };
            attachment.serialize()
        });
        Parcel {
            payload,
            attachment,
            path,
            bytes,
            spliced,
            number,
        }
    }

    fn lock(&self) -> MutexGuard<'_, Sequence> {
        self.sequence.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until no other thread puts a message of this publisher.
    fn wait_for_turn<'a>(&'a self, mut sequence: MutexGuard<'a, Sequence>) -> Turn<'a> {
        while sequence.is_busy {
            sequence.waiting += 1;
            sequence = self.idle.wait(sequence).unwrap_or_else(PoisonError::into_inner);
            sequence.waiting -= 1;
        }
        sequence.is_busy = true;
        Turn { sender: self }
    }
}

impl Deferring for Sender {
    fn put_next(&self) {
        let mut sequence = self.lock();
        if sequence.deferred.is_empty() {
            return;
        }
        if sequence.is_busy && delivery::is_taker() {
            sequence.is_handed_over = true;
            return;
        }
        let turn = self.wait_for_turn(sequence);
        let next = self.lock().deferred.pop_front();
        if let Some(parcel) = next {
            turn.put_deferred(parcel);
        }
    }
}

/// The right to put messages of a publisher, until it is dropped.
struct Turn<'a> {
    sender: &'a Sender,
}

impl Turn<'_> {
    /// Puts a message, after those that were numbered before it.
    fn put(&self, written: Written) -> Result<Published, PublishError> {
        let sender = self.sender;
        let parcel = loop {
            let mut sequence = sender.lock();
            match sequence.deferred.pop_front() {
                Some(parcel) => {
                    drop(sequence);
                    self.put_deferred(parcel);
                }
                None => break sender.number(&mut sequence, written),
            }
        };
        let published = parcel.published();
        self.send(parcel).map_err(|source| {
            let mut sequence = sender.lock();
            if sequence.last == published.sequence_number {
                // The next message takes its number.
                sequence.last -= 1;
            }
            PublishError::Zenoh {
                key: sender.topic.clone(),
                source,
            }
        })?;
        Ok(published)
    }

    /// Puts a message whose `publish` has returned.
    fn put_deferred(&self, parcel: Parcel) {
        let number = parcel.number;
        if let Err(error) = self.send(parcel) {
            tracing::error!(
                topic = self.sender.topic,
                sequence_number = number,
                "a message that was published from a callback could not be sent: {error}"
            );
        }
    }

    fn send(&self, parcel: Parcel) -> zenoh::Result<()> {
        let Parcel {
            payload,
            attachment,
            path,
            bytes,
            spliced,
            ..
        } = parcel;
        let inside = Inside::put();
        self.sender.outlet.put(payload, attachment)?;
        drop(inside);
        self.sender
            .memory
            .record(&self.sender.topic, path, bytes, spliced);
        Ok(())
    }
}

impl Drop for Turn<'_> {
    /// Puts what other threads have handed over meanwhile, then lets the next thread put.
    fn drop(&mut self) {
        loop {
            let mut sequence = self.sender.lock();
            let next = if sequence.is_handed_over && !thread::panicking() {
                sequence.deferred.pop_front()
            } else {
                None
            };
            let Some(parcel) = next else {
                sequence.is_busy = false;
                sequence.is_handed_over = false;
                if sequence.waiting > 0 {
                    self.sender.idle.notify_one();
                }
                return;
            };
            drop(sequence);
            self.put_deferred(parcel);
        }
    }
}

/// Now, by the system clock, in nanoseconds since the Unix epoch.
pub(crate) fn nanoseconds_now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_nanos()).unwrap_or(i64::MAX)
}
