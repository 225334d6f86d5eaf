//! A thread that puts messages for async code, and waits in place of the task where a connection is congested. Blocking code
//! puts on its own thread.

use crate::delivery::Deferring;
use crate::error::PublishError;
use crate::published::Published;
use crate::put_message::PutMessage;
use crate::shm_writer::WrittenMessage;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread;

/// Messages that wait while one is being put; further ones wait in their tasks.
const WAITING: usize = 16;

/// Work for the thread.
enum Job {
    /// A message in flight, and the sender of its result.
    Message {
        sender: Arc<dyn PutMessage>,
        written: WrittenMessage,
        answer: flume::Sender<Result<Published, PublishError>>,
    },
    /// A publisher that has kept messages.
    Deferred(Arc<dyn Deferring>),
}

impl Job {
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
            Self::Deferred(publisher) => publisher.put_all(),
        }
    }
}

/// A thread that puts messages, in the order in which they were handed to it. Ends when dropped,
/// after those that it has.
#[derive(Debug)]
pub struct PublishThread {
    jobs: flume::Sender<Job>,
}

impl PublishThread {
    /// Starts the thread.
    ///
    /// # Errors
    /// [`PublishError::Thread`] if the system refuses.
    pub fn start() -> Result<Self, PublishError> {
        let (jobs, waiting) = flume::bounded::<Job>(WAITING);
        thread::Builder::new()
            .name("ros-z-publish".into())
            .spawn(move || {
                for job in waiting {
                    // A callback that was declared to zenoh directly may panic inside a put: its message has no result,
                    // and the next one is put.
                    let _ = catch_unwind(AssertUnwindSafe(|| job.run()));
                }
            })
            .map_err(|source| PublishError::Thread { source })?;
        Ok(Self { jobs })
    }

    /// Has the thread put a message, and waits for the result without blocking.
    ///
    /// # Errors
    /// As [`PutMessage::put`]; [`PublishError::Thread`] if the thread has ended.
    pub async fn put(
        &self,
        sender: Arc<dyn PutMessage>,
        written: WrittenMessage,
    ) -> Result<Published, PublishError> {
        let (answer, answered) = flume::bounded(1);
        let job = Job::Message {
            sender,
            written,
            answer,
        };
        if self.jobs.send_async(job).await.is_ok()
            && let Ok(answer) = answered.recv_async().await
        {
            return answer;
        }
        // The thread does not end before this: zenoh has panicked.
        Err(PublishError::Thread {
            source: std::io::ErrorKind::BrokenPipe.into(),
        })
    }

    /// Has the messages put that a publisher has kept. Never waits: if there is no room, an job that waits already
    /// puts them.
    pub(crate) fn put_deferred(&self, publisher: Arc<dyn Deferring>) {
        let _ = self.jobs.try_send(Job::Deferred(publisher));
    }
}
