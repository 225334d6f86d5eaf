//! Numbers the messages of a publisher, and puts them one at a time in the order of their numbers, without holding a
//! lock during a put.

use crate::delivery::{self, Deferring, Inside};
use crate::error::PublishError;
use crate::network_limit::NetworkLimit;
use crate::publish_thread::PublishThread;
use crate::published::Published;
use crate::put_message::PutMessage;
use crate::runtime;
use crate::shm_writer::{ShmWriter, WrittenMessage};
use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError, Weak};
use std::thread;
use zenoh::Session;
use zenoh::bytes::ZBytes;

/// The zenoh endpoint of a publisher.
pub trait Outlet: Send + Sync + 'static {
    /// Puts a message with its number.
    ///
    /// # Errors
    /// If the session is closed.
    fn put(&self, payload: ZBytes, number: i64) -> zenoh::Result<()>;

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
        let WrittenMessage {
            path, bytes, spliced, ..
        } = self.written;
        Published::new(path, bytes, spliced, self.number)
    }
}

impl<O: Outlet> PutInOrder<O> {
    /// Creates the sending half of a publisher. Errors and logs name `name`, the topic or key expression; `wire_key` is
    /// the key expression that zenoh sends.
    pub fn new(session: &Session, outlet: O, name: String, wire_key: &str, writer: ShmWriter) -> Arc<Self> {
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

    fn put_in_turn(&self, written: WrittenMessage) -> Result<Published, PublishError> {
        let mut sequence = self.lock();
        if sequence.is_busy && delivery::is_taker() && sequence.deferred.len() < MAX_HANDED_OVER {
            // The putting thread may be waiting for this one to take a sample.
            let message = self.number(&mut sequence, written);
            let published = message.published();
            sequence.deferred.push_back(message);
            sequence.is_handed_over = true;
            return Ok(published);
        }
        let turn = self.wait_for_turn(sequence);
        let result = turn.put(written);
        drop(turn);
        delivery::put_deferred();
        result
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
    fn wait_for_turn<'a>(&'a self, mut sequence: MutexGuard<'a, Sequence>) -> Turn<'a, O> {
        while sequence.is_busy {
            sequence.waiting += 1;
            sequence = self.idle.wait(sequence).unwrap_or_else(PoisonError::into_inner);
            sequence.waiting -= 1;
        }
        sequence.is_busy = true;
        Turn { sender: self }
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
        let written = self.writer.recheck(written);
        self.limit
            .check(&self.key, &written, || self.outlet.reaches_network())?;
        if delivery::must_defer() {
            return self.defer(written);
        }
        runtime::blocking_if(self.waits_to_send, || self.put_in_turn(written))
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
        let turn = self.wait_for_turn(sequence);
        let next = self.lock().deferred.pop_front();
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

/// The right to put messages of a publisher, until it is dropped.
struct Turn<'a, O: Outlet> {
    sender: &'a PutInOrder<O>,
}

impl<O: Outlet> Turn<'_, O> {
    /// Puts a message, after those that were numbered before it.
    fn put(&self, written: WrittenMessage) -> Result<Published, PublishError> {
        let sender = self.sender;
        let message = loop {
            let mut sequence = sender.lock();
            match sequence.deferred.pop_front() {
                Some(message) => {
                    drop(sequence);
                    self.put_deferred(message);
                }
                None => break sender.number(&mut sequence, written),
            }
        };
        let published = message.published();
        self.send(message).map_err(|error| {
            let mut sequence = sender.lock();
            if sequence.last == published.sequence_number {
                // The next message reuses its number.
                sequence.last -= 1;
            }
            PublishError::Zenoh {
                key: sender.key.clone(),
                source: error.into(),
            }
        })?;
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

    fn send(&self, message: NumberedMessage) -> zenoh::Result<()> {
        let NumberedMessage { written, number } = message;
        let WrittenMessage {
            payload,
            path,
            bytes,
            spliced,
        } = written;
        let inside = Inside::put();
        self.sender.outlet.put(payload, number)?;
        drop(inside);
        self.sender.writer.record(&self.sender.key, path, bytes, spliced);
        Ok(())
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
                if sequence.waiting > 0 {
                    self.sender.idle.notify_one();
                }
                return;
            };
            drop(sequence);
            self.put_deferred(message);
        }
    }
}
