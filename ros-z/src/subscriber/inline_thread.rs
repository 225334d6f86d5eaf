//! The thread that calls an inline callback for the samples of local lanes. It is started with the first lane.

use crate::sample::Admitted;
use ros_z_shm::queue::QueueReceiver;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::thread::{self, JoinHandle};

/// An inline callback whose panics are caught.
pub(super) type InlineCallback = dyn Fn(Admitted) + Send + Sync;

/// The queue in which the lanes of an inline callback end, and its thread.
pub(super) struct InlineThread {
    /// The subscriber has the queue.
    queue: Weak<QueueReceiver<Admitted>>,
    callback: Arc<InlineCallback>,
    state: Mutex<State>,
}

enum State {
    NotStarted,
    Running(JoinHandle<()>),
    Over,
}

impl InlineThread {
    pub(super) fn new(queue: &Arc<QueueReceiver<Admitted>>, callback: Arc<InlineCallback>) -> Self {
        Self {
            queue: Arc::downgrade(queue),
            callback,
            state: Mutex::new(State::NotStarted),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Starts the thread unless it runs. It ends when the subscriber is undeclared and the queue is empty.
    pub(super) fn start(&self) -> io::Result<()> {
        let mut state = self.lock();
        match &*state {
            State::Running(_) => return Ok(()),
            State::Over => return Err(io::ErrorKind::NotFound.into()),
            State::NotStarted => {}
        }
        let queue = self.queue.upgrade().ok_or(io::ErrorKind::NotFound)?;
        let callback = self.callback.clone();
        let thread = thread::Builder::new()
            .name("ros-z-inline".into())
            .spawn(move || {
                while let Ok(sample) = queue.recv() {
                    callback(sample);
                }
            })?;
        *state = State::Running(thread);
        Ok(())
    }

    /// Waits for the thread, unless the caller is that thread. The subscriber must be undeclared.
    pub(super) fn join(&self) {
        let state = std::mem::replace(&mut *self.lock(), State::Over);
        if let State::Running(thread) = state
            && thread.thread().id() != thread::current().id()
        {
            // The thread does not panic: the callback is fenced.
            let _ = thread.join();
        }
    }
}
