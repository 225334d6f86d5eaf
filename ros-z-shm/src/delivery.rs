//! The part of zenoh that this thread is inside of. zenoh calls callbacks on the thread that puts or receives: a publisher
//! that is used in such a callback must not put at once, or messages would overtake each other, or wait for a lock that
//! this very thread holds.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::sync::Arc;

thread_local! {
    /// Puts under way.
    static PUTS: Cell<usize> = const { Cell::new(0) };
    /// Callbacks under way of subscribers with history. zenoh-ext locks such a subscriber during the callback.
    static LOCKED: Cell<usize> = const { Cell::new(0) };
    /// Whether this thread has taken a sample out of a keep-all queue.
    static TAKES: Cell<bool> = const { Cell::new(false) };
    /// Publishers with messages that wait for the end of the outermost put.
    static LATER: RefCell<VecDeque<Arc<dyn Deferring>>> = const { RefCell::new(VecDeque::new()) };
}

/// A publisher that can keep messages until later.
pub trait Deferring: Send + Sync {
    /// Puts the oldest message that was kept, if there still is one.
    fn put_next(&self);

    /// Puts all messages that were kept.
    fn put_all(&self);
}

/// Marks this thread as inside of zenoh, as long as it lives.
#[derive(Debug)]
pub struct Inside(&'static std::thread::LocalKey<Cell<usize>>);

impl Inside {
    fn new(count: &'static std::thread::LocalKey<Cell<usize>>) -> Self {
        count.set(count.get() + 1);
        Self(count)
    }

    /// zenoh puts a message on this thread.
    pub(crate) fn put() -> Self {
        Self::new(&PUTS)
    }

    /// zenoh calls the callback of a subscriber with history on this thread.
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

/// Whether a message that is published now has to be put later.
pub(crate) fn must_defer() -> bool {
    PUTS.get() > 0 || LOCKED.get() > 0
}

/// Whether zenoh puts a message on this thread.
pub(crate) fn is_inside_put() -> bool {
    PUTS.get() > 0
}

/// Has the outermost put of this thread put the next message of a publisher when it is done.
pub(crate) fn put_later(publisher: Arc<dyn Deferring>) {
    // A thread that is about to end leaves it to the next put of the publisher.
    let _ = LATER.try_with(|later| later.borrow_mut().push_back(publisher));
}

/// Puts the messages that had to wait for the put that just ended, and those that follow from them.
pub(crate) fn put_deferred() {
    while let Ok(Some(publisher)) = LATER.try_with(|later| later.borrow_mut().pop_front()) {
        publisher.put_next();
    }
}

/// Notes that this thread takes samples out of a keep-all queue, and so must not wait for somebody who waits for room there.
pub(crate) fn note_taker() {
    TAKES.set(true);
}

/// Whether this thread takes samples out of a keep-all queue.
pub(crate) fn is_taker() -> bool {
    TAKES.get()
}
