//! Numbers the messages of a publisher, and puts them one at a time in the order of their numbers, without holding a
//! lock during a put.

use crate::audience::Audience;
use crate::delivery::{self, Deferring, Inside};
use crate::error::PublishError;
use crate::lane::{InLanes, LaneIdentity, Lanes, fence_selector};
use crate::network_limit::NetworkLimit;
use crate::outgoing::Outgoing;
use crate::publish_thread::PublishThread;
use crate::published::{PublishPath, Published};
use crate::put_message::PutMessage;
use crate::runtime;
use crate::shm_writer::{ShmWriter, WrittenMessage};
use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError, Weak};
use std::thread;
use std::time::Duration;
use zenoh::Session;
use zenoh::bytes::ZBytes;

/// The zenoh endpoint of a publisher.
pub trait Outlet: Send + Sync + 'static {
    /// Puts a message with its number and its [time](Self::now).
    ///
    /// # Errors
    /// If the session is closed.
    fn put(&self, payload: ZBytes, number: i64, time: i64) -> zenoh::Result<()>;

    /// Returns the time of publishing, as receivers get it.
    fn now(&self) -> i64 {
        0
    }

    /// As [`put`](Self::put), for the subscribers of this session only. All others have the message.
    ///
    /// # Errors
    /// If the session is closed.
    fn put_locally(&self, payload: ZBytes, number: i64, time: i64) -> zenoh::Result<()> {
        self.put(payload, number, time)
    }

    /// Returns whether there may be subscribers of this session, so that [`put_locally`](Self::put_locally) is necessary.
    #[doc(hidden)]
    fn may_have_local(&self) -> bool {
        true
    }

    /// Sends a query, after the messages that were put before, and ignores the answer.
    #[doc(hidden)]
    fn ask(&self, _selector: &str) {}

    /// Returns whether a message crosses the network, now or later. Called only for a message that is too large for the
    /// network.
    fn reaches_network(&self) -> bool;
}

/// The maximum number of messages that threads that must not wait hand over to the thread that is putting.
const MAX_HANDED_OVER: usize = 1024;

/// The sending half of a publisher, independent of the type of its messages.
///
/// It may be used from any callback of a subscriber. zenoh calls callbacks of the same process during a put; a message
/// that the same thread publishes meanwhile is numbered at once, and put after the callback has returned to zenoh.
#[derive(Debug)]
pub struct PutInOrder<O> {
    /// Itself, for deferred puts.
    this: Weak<Self>,
    writer: ShmWriter,
    outlet: O,
    key: String,
    limit: NetworkLimit,
    waits_to_send: bool,
    sequence: Mutex<Sequence>,
    /// Signalled when no put is in progress.
    idle: Condvar,
    /// Started for the first message that another thread has to put.
    thread: OnceLock<PublishThread>,
}

/// The numbers of the messages, and the state of the put in progress.
#[derive(Debug, Default)]
struct Sequence {
    /// The number of the last message.
    last: i64,
    /// Messages with a number, to be put before any later message.
    deferred: VecDeque<NumberedMessage>,
    /// Whether a thread is putting a message.
    is_busy: bool,
    /// Whether that thread also puts the deferred messages.
    is_handed_over: bool,
    /// The number of threads that wait for their turn.
    waiting: usize,
}

/// A message with its number.
#[derive(Debug)]
struct NumberedMessage {
    written: WrittenMessage,
    number: i64,
}

impl NumberedMessage {
    fn published(&self) -> Published {
        let Self { written, number } = self;
        Published::new(written.path, written.bytes, written.spliced, *number)
    }
}

impl<O: Outlet> PutInOrder<O> {
    /// Creates the sending half of a publisher. Errors and logs name `name`, the topic or key expression; `wire_key` is
    /// the key expression that zenoh sends.
    pub fn new(session: &Session, outlet: O, name: String, wire_key: &str, writer: ShmWriter) -> Arc<Self> {
        Self::with_lanes(session, outlet, name, wire_key, writer, None)
    }

    /// As [`new`](Self::new); with an identity, its messages also go through local lanes.
    #[doc(hidden)]
    pub fn with_lanes(
        session: &Session,
        outlet: O,
        name: String,
        wire_key: &str,
        writer: ShmWriter,
        identity: Option<LaneIdentity>,
    ) -> Arc<Self> {
        let writer = match identity {
            Some(identity) => writer.with_lanes_of(identity),
            None => writer,
        };
        let limit = NetworkLimit::of(session, wire_key);
        let waits_to_send = runtime::waits_to_send(session);
        Arc::new_cyclic(|this| Self {
            this: this.clone(),
            writer,
            outlet,
            key: name,
            limit,
            waits_to_send,
            sequence: Mutex::default(),
            idle: Condvar::new(),
            thread: OnceLock::new(),
        })
    }

    /// Returns the endpoint.
    pub const fn outlet(&self) -> &O {
        &self.outlet
    }

    /// Waits until lanes to all subscribers that can have one are open, at most for `timeout`.
    pub(crate) fn wait_for_lanes(&self, timeout: Duration) {
        if let Some(lanes) = self.writer.lanes() {
            lanes.wait_for_answers(timeout);
        }
    }

    /// Puts a message from async code: on a thread of the publisher if the put may wait (`blocks`).
    ///
    /// # Errors
    /// As [`PutMessage::put`]; [`PublishError::Thread`] if the thread cannot be started.
    pub async fn put_async(&self, written: WrittenMessage, blocks: bool) -> Result<Published, PublishError> {
        match self.this.upgrade() {
            Some(this) if blocks && !delivery::must_defer() => self.thread()?.put(this, written).await,
            _ => self.put(written),
        }
    }

    fn put_in_turn(&self, outgoing: Outgoing) -> Result<Published, PublishError> {
        let mut sequence = self.lock();
        if sequence.is_busy && delivery::is_taker() && sequence.deferred.len() < MAX_HANDED_OVER {
            // The putting thread may be waiting for this one to take a sample.
            let message = self.number(&mut sequence, outgoing.into_written());
            let published = message.published();
            sequence.deferred.push_back(message);
            sequence.is_handed_over = true;
            return Ok(published);
        }
        let mut sequence = self.wait_until_idle(sequence);
        let outgoing = match self.send_sole(&mut sequence, outgoing) {
            Ok(published) => return Ok(published),
            Err(outgoing) => outgoing,
        };
        let (turn, sequence) = self.start_turn(sequence);
        let result = turn.put(sequence, outgoing.into_written());
        drop(turn);
        delivery::put_deferred();
        result
    }

    /// Sends a message through the only lane, if that reaches all subscribers and has room now, and no other message is before
    /// it. It waits for no receiver and calls no callback, so the sequence remains locked, and no turn is necessary.
    ///
    /// # Errors
    /// The message, if it was not sent.
    fn send_sole(&self, sequence: &mut Sequence, outgoing: Outgoing) -> Result<Published, Outgoing> {
        let is_first = sequence.deferred.is_empty();
        let lanes = self.writer.lanes().filter(|lanes| lanes.has_any());
        let (buffer, lanes) = match (outgoing, lanes) {
            (Outgoing::Buffer(buffer), Some(lanes)) if is_first && !self.outlet.may_have_local() => {
                (buffer, lanes)
            }
            (outgoing, _) => return Err(outgoing),
        };
        let (bytes, number) = (buffer.len(), sequence.last + 1);
        let sent = lanes.send_sole(number, self.outlet.now(), buffer)?;
        sequence.last = number;
        self.wake_next(sequence);
        self.writer.record(&self.key, PublishPath::Shm, bytes, 0);
        Ok(Published {
            lanes: sent.lanes,
            only_lanes: sent.is_covered,
            ..Published::new(PublishPath::Shm, bytes, 0, number)
        })
    }

    /// Numbers a message now, and puts it later.
    fn defer(&self, written: WrittenMessage) -> Result<Published, PublishError> {
        // If this thread is not inside a put that would put the message, another thread has to.
        let thread = if delivery::is_inside_put() {
            None
        } else {
            Some(self.thread()?)
        };
        let mut sequence = self.lock();
        let message = self.number(&mut sequence, written);
        let published = message.published();
        sequence.deferred.push_back(message);
        drop(sequence);
        if let Some(this) = self.this.upgrade() {
            match thread {
                Some(thread) => thread.put_deferred(this),
                None => delivery::put_later(this),
            }
        }
        Ok(published)
    }

    /// Returns the thread that puts for threads that must not wait.
    fn thread(&self) -> Result<&PublishThread, PublishError> {
        match self.thread.get() {
            Some(thread) => Ok(thread),
            None => {
                let thread = PublishThread::start()?;
                Ok(self.thread.get_or_init(|| thread))
            }
        }
    }

    fn number(&self, sequence: &mut Sequence, written: WrittenMessage) -> NumberedMessage {
        sequence.last += 1;
        NumberedMessage {
            written,
            number: sequence.last,
        }
    }

    fn lock(&self) -> MutexGuard<'_, Sequence> {
        self.sequence.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until no other thread puts a message of this publisher.
    fn wait_until_idle<'a>(&'a self, mut sequence: MutexGuard<'a, Sequence>) -> MutexGuard<'a, Sequence> {
        while sequence.is_busy {
            sequence.waiting += 1;
            sequence = self.idle.wait(sequence).unwrap_or_else(PoisonError::into_inner);
            sequence.waiting -= 1;
        }
        sequence
    }

    /// Wakes a thread that waits until no other thread puts a message.
    fn wake_next(&self, sequence: &Sequence) {
        if sequence.waiting > 0 {
            self.idle.notify_one();
        }
    }

    /// Starts a turn while no other thread puts a message of this publisher.
    fn start_turn<'a>(
        &'a self,
        mut sequence: MutexGuard<'a, Sequence>,
    ) -> (Turn<'a, O>, MutexGuard<'a, Sequence>) {
        sequence.is_busy = true;
        (Turn { sender: self }, sequence)
    }
}

impl<O: Outlet> PutMessage for PutInOrder<O> {
    fn writer(&self) -> &ShmWriter {
        &self.writer
    }

    fn key(&self) -> &str {
        &self.key
    }

    fn put(&self, written: WrittenMessage) -> Result<Published, PublishError> {
        self.put_outgoing(written.into())
    }

    fn put_outgoing(&self, outgoing: Outgoing) -> Result<Published, PublishError> {
        let outgoing = self.writer.recheck_outgoing(outgoing);
        self.limit
            .check_outgoing(&self.key, &outgoing, || self.outlet.reaches_network())?;
        if delivery::must_defer() {
            return self.defer(outgoing.into_written());
        }
        runtime::blocking_if(self.waits_to_send, || self.put_in_turn(outgoing))
    }
}

impl<O: Outlet> Deferring for PutInOrder<O> {
    fn put_next(&self) {
        let mut sequence = self.lock();
        if sequence.deferred.is_empty() {
            return;
        }
        if sequence.is_busy && delivery::is_taker() {
            sequence.is_handed_over = true;
            return;
        }
        let sequence = self.wait_until_idle(sequence);
        let (turn, mut sequence) = self.start_turn(sequence);
        let next = sequence.deferred.pop_front();
        drop(sequence);
        if let Some(message) = next {
            turn.put_deferred(message);
        }
    }

    fn put_all(&self) {
        while !self.lock().deferred.is_empty() {
            self.put_next();
        }
    }
}

impl<O> Drop for PutInOrder<O> {
    fn drop(&mut self) {
        if let Some(lanes) = self.writer.lanes() {
            let last = self
                .sequence
                .get_mut()
                .unwrap_or_else(PoisonError::into_inner)
                .last;
            lanes.close(last + 1);
        }
    }
}

/// The right to put messages of a publisher, until it is dropped.
struct Turn<'a, O: Outlet> {
    sender: &'a PutInOrder<O>,
}

impl<'a, O: Outlet> Turn<'a, O> {
    /// Puts a message, after those that were numbered before it.
    fn put(
        &self,
        mut sequence: MutexGuard<'a, Sequence>,
        written: WrittenMessage,
    ) -> Result<Published, PublishError> {
        let sender = self.sender;
        while let Some(message) = sequence.deferred.pop_front() {
            drop(sequence);
            self.put_deferred(message);
            sequence = sender.lock();
        }
        let message = sender.number(&mut sequence, written);
        drop(sequence);
        let mut published = message.published();
        let sent = self.send(message).map_err(|error| {
            let mut sequence = sender.lock();
            let is_in_lane = sender.writer.lanes().is_some_and(Lanes::has_any);
            if sequence.last == published.sequence_number && !is_in_lane {
                // The next message reuses its number.
                sequence.last -= 1;
            }
            PublishError::Zenoh {
                key: sender.key.clone(),
                source: error.into(),
            }
        })?;
        published.lanes = sent.lanes;
        published.only_lanes = sent.is_covered;
        Ok(published)
    }

    /// Puts a message whose `publish` has already returned.
    fn put_deferred(&self, message: NumberedMessage) {
        let number = message.number;
        if let Err(error) = self.send(message) {
            tracing::error!(
                topic = self.sender.key,
                sequence_number = number,
                "cannot send a message that was published from a callback, so it is lost: {error}"
            );
        }
    }

    /// Writes a message to the lanes, then puts it if zenoh needs it.
    fn send(&self, message: NumberedMessage) -> zenoh::Result<InLanes> {
        let NumberedMessage { written, number } = message;
        let PutInOrder {
            outlet, writer, key, ..
        } = self.sender;
        let time = outlet.now();
        let lanes = writer.lanes();
        let WrittenMessage {
            payload,
            path,
            bytes,
            spliced,
            address,
        } = written;
        let mut sent = lanes
            .map(|lanes| lanes.send(number, time, &payload, address))
            .unwrap_or_default();
        if sent.has_ended {
            Audience::probe_again();
        }
        let inside = Inside::put();
        let put = if sent.is_covered {
            outlet.put_locally(payload, number, time)
        } else {
            outlet.put(payload, number, time)
        };
        // Also after a failed put: the samples from before these lanes have been put.
        for (to, nonce) in sent.started.drain(..) {
            outlet.ask(&fence_selector(to, nonce));
        }
        put?;
        drop(inside);
        writer.record(key, path, bytes, spliced);
        Ok(sent)
    }
}

impl<O: Outlet> Drop for Turn<'_, O> {
    /// Puts the messages that other threads have handed over meanwhile, then lets the next thread put.
    fn drop(&mut self) {
        loop {
            let mut sequence = self.sender.lock();
            let next = if sequence.is_handed_over && !thread::panicking() {
                sequence.deferred.pop_front()
            } else {
                None
            };
            let Some(message) = next else {
                sequence.is_busy = false;
                sequence.is_handed_over = false;
                self.sender.wake_next(&sequence);
                return;
            };
            drop(sequence);
            self.put_deferred(message);
        }
    }
}

#[cfg(test)]
mod tests;
