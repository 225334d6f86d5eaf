//! The thread that puts messages in the place of those that must not wait: a task of async code where a connection is
//! congested, and a callback during which zenoh holds a lock. Not used by anything that may block.

use super::sender::Sender;
use crate::error::PublishError;
use crate::memory::Written;
use crate::published::Published;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread;

/// Messages that wait while one is being put; further ones wait in their tasks.
const WAITING: usize = 16;

/// Work for the thread.
enum Errand {
    /// A message in flight, and the sender of its result.
    Message {
        sender: Arc<Sender>,
        written: Written,
        answer: flume::Sender<Result<Published, PublishError>>,
    },
    /// A publisher that has kept a message.
    Deferred(Arc<Sender>),
}

/// A thread that puts messages, in the order in which they were handed to it. Ends when dropped,
/// after those that it has.
pub(super) struct Lane {
    errands: flume::Sender<Errand>,
}

impl Lane {
    pub(super) fn start() -> Result<Self, PublishError> {
        let (errands, waiting) = flume::bounded::<Errand>(WAITING);
        thread::Builder::new()
            .name("ros-z-publish".into())
            .spawn(move || {
                for errand in waiting {
                    // A callback that was declared to zenoh directly may panic inside a put: its message has no result,
                    // and the next one is put.
                    let _ = catch_unwind(AssertUnwindSafe(|| errand.run()));
                }
            })
            .map_err(|source| PublishError::Thread { source })?;
        Ok(Self { errands })
    }

    pub(super) async fn put(&self, sender: Arc<Sender>, written: Written) -> Result<Published, PublishError> {
        let (answer, answered) = flume::bounded(1);
        let errand = Errand::Message {
            sender,
            written,
            answer,
        };
        if self.errands.send_async(errand).await.is_ok()
            && let Ok(answer) = answered.recv_async().await
        {
            return answer;
        }
        // The thread cannot have ended before the lane: zenoh has panicked.
        Err(PublishError::Thread {
            source: std::io::ErrorKind::BrokenPipe.into(),
        })
    }

    /// Has the messages put that a publisher has kept. Never waits: if there is no room, an errand that waits already
    /// puts them.
    pub(super) fn put_deferred(&self, sender: Arc<Sender>) {
        let _ = self.errands.try_send(Errand::Deferred(sender));
    }
}

impl Errand {
    fn run(self) {
        match self {
            Self::Message {
                sender,
                written,
                answer,
            } => {
                // The task may have stopped waiting.
                let _ = answer.send(sender.put(written));
            }
            Self::Deferred(sender) => sender.put_all_deferred(),
        }
    }
}
