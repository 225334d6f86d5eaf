//! Tracks whether this thread is inside zenoh. zenoh calls callbacks on the thread that puts or receives: a publisher
//! that is used in such a callback must not put at once, because messages would overtake each other, or the put would
//! wait for a lock that this thread has taken already.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::sync::Arc;

thread_local! {
    /// The number of puts in progress.
    static PUTS: Cell<usize> = const { Cell::new(0) };
    /// The number of callbacks in progress of subscribers with history. zenoh-ext locks such a subscriber during its
    /// callback.
    static LOCKED: Cell<usize> = const { Cell::new(0) };
    /// Whether this thread has taken a sample from a keep-all queue.
    static IS_TAKER: Cell<bool> = const { Cell::new(false) };
    /// Publishers whose deferred messages wait for the end of the outermost put.
    static LATER: RefCell<VecDeque<Arc<dyn Deferring>>> = const { RefCell::new(VecDeque::new()) };
}

/// A publisher that can defer messages.
pub trait Deferring: Send + Sync {
    /// Puts the oldest deferred message, if there is one.
    fn put_next(&self);

    /// Puts all deferred messages.
    fn put_all(&self);
}

/// Marks this thread as inside zenoh until dropped.
#[derive(Debug)]
pub struct Inside(&'static std::thread::LocalKey<Cell<usize>>);

impl Inside {
    fn new(count: &'static std::thread::LocalKey<Cell<usize>>) -> Self {
        count.set(count.get() + 1);
        Self(count)
    }

    /// Marks that zenoh puts a message on this thread.
    pub(crate) fn put() -> Self {
        Self::new(&PUTS)
    }

    /// Marks that zenoh calls the callback of a subscriber with history on this thread.
    #[must_use]
    pub fn locked_callback() -> Self {
        Self::new(&LOCKED)
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        self.0.set(self.0.get() - 1);
    }
}

/// Returns whether a message that is published now has to be deferred.
pub(crate) fn must_defer() -> bool {
    PUTS.get() > 0 || LOCKED.get() > 0
}

/// Returns whether zenoh puts a message on this thread.
pub(crate) fn is_inside_put() -> bool {
    PUTS.get() > 0
}

/// Registers the next deferred message of a publisher, to be put at the end of this thread's outermost put.
pub(crate) fn put_later(publisher: Arc<dyn Deferring>) {
    // On a thread that is about to end, the next put of the publisher puts the message.
    let _ = LATER.try_with(|later| later.borrow_mut().push_back(publisher));
}

/// Puts the messages that were deferred during the put that just ended, and those that follow from them.
pub(crate) fn put_deferred() {
    while let Ok(Some(publisher)) = LATER.try_with(|later| later.borrow_mut().pop_front()) {
        publisher.put_next();
    }
}

/// Records that this thread takes samples from a keep-all queue, so that it must not wait for a thread that waits for
/// room in that queue.
pub(crate) fn note_taker() {
    IS_TAKER.set(true);
}

/// Returns whether this thread takes samples from a keep-all queue.
pub(crate) fn is_taker() -> bool {
    IS_TAKER.get()
}
