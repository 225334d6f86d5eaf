//! A thread that puts messages for async code, so that the thread and not the task waits on a congested connection.
//! Blocking code puts on its own thread.

use crate::delivery::{self, Deferring};
use crate::error::PublishError;
use crate::published::Published;
use crate::put_message::PutMessage;
use crate::shm_writer::WrittenMessage;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread;

/// The number of messages that may wait for the thread; further ones wait in their tasks.
const WAITING: usize = 16;

/// A job of the thread.
enum Job {
    /// A message to put, and the channel for its result.
    Message {
        sender: Arc<dyn PutMessage>,
        written: WrittenMessage,
        answer: flume::Sender<Result<Published, PublishError>>,
    },
    /// A publisher with deferred messages.
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
                // The task may have been cancelled.
                let _ = answer.send(sender.put(written));
            }
            Self::Deferred(publisher) => {
                publisher.put_all();
                // Callbacks may have published meanwhile, to other publishers too.
                delivery::put_deferred();
            }
        }
    }
}

/// A thread that puts messages in the order in which it received them. When dropped, it ends after its pending
/// messages.
#[derive(Debug)]
pub struct PublishThread {
    jobs: flume::Sender<Job>,
}

impl PublishThread {
    /// Starts the thread.
    ///
    /// # Errors
    /// [`PublishError::Thread`] if the system cannot start the thread.
    pub fn start() -> Result<Self, PublishError> {
        let (jobs, waiting) = flume::bounded::<Job>(WAITING);
        thread::Builder::new()
            .name("ros-z-publish".into())
            .spawn(move || {
                for job in waiting {
                    // A callback that was declared directly on zenoh may panic inside a put: that message gets no
                    // result, and the thread continues with the next one.
                    let _ = catch_unwind(AssertUnwindSafe(|| job.run()));
                }
            })
            .map_err(|source| PublishError::Thread { source })?;
        Ok(Self { jobs })
    }

    /// Puts a message on the thread, and waits for the result without blocking.
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
        // The thread does not end before `self`, so zenoh has panicked.
        Err(PublishError::Thread {
            source: std::io::ErrorKind::BrokenPipe.into(),
        })
    }

    /// Puts the deferred messages of a publisher on the thread. Never waits: if the queue is full, a job in it puts
    /// them.
    pub(crate) fn put_deferred(&self, publisher: Arc<dyn Deferring>) {
        let _ = self.jobs.try_send(Job::Deferred(publisher));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::{Sender, channel};
    use std::time::Duration;

    /// A publisher whose put calls a callback, which publishes to `other`.
    struct Publisher {
        name: &'static str,
        other: Option<Arc<dyn Deferring>>,
        puts: Sender<&'static str>,
    }

    impl Deferring for Publisher {
        fn put_next(&self) {
            self.puts.send(self.name).expect("the test waits");
            if let Some(other) = &self.other {
                delivery::put_later(other.clone());
            }
        }

        fn put_all(&self) {
            self.put_next();
        }
    }

    #[test]
    fn what_callbacks_publish_during_a_deferred_put_is_put_after_it() {
        let (puts, order) = channel();
        let publisher = |name, other| -> Arc<dyn Deferring> {
            let puts = puts.clone();
            Arc::new(Publisher { name, other, puts })
        };
        let other = publisher("other", None);
        let thread = PublishThread::start().expect("the thread starts");
        thread.put_deferred(publisher("first", Some(other)));
        let next = || order.recv_timeout(Duration::from_secs(30));
        assert_eq!((next(), next()), (Ok("first"), Ok("other")));
    }
}
