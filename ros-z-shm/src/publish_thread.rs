//! A thread that puts messages for async code, and waits in place of the task where a connection is congested. Blocking code
//! puts on its own thread.

use crate::error::PublishError;
use crate::published::Published;
use crate::put_message::PutMessage;
use crate::shm_writer::WrittenMessage;
use std::sync::Arc;
use std::thread;

/// Messages that wait while one is being put; further ones wait in their tasks.
const WAITING: usize = 16;

/// A message on its way, and who asked.
struct Errand {
    sender: Arc<dyn PutMessage>,
    written: WrittenMessage,
    answer: flume::Sender<Result<Published, PublishError>>,
}

/// A thread that puts messages, in the order in which they were handed to it. Ends when dropped,
/// after those that it has.
#[derive(Debug)]
pub struct PublishThread {
    errands: flume::Sender<Errand>,
}

impl PublishThread {
    /// Starts the thread.
    ///
    /// # Errors
    /// [`PublishError::Thread`] if the system refuses.
    pub fn start() -> Result<Self, PublishError> {
        let (errands, waiting) = flume::bounded::<Errand>(WAITING);
        thread::Builder::new()
            .name("ros-z-publish".into())
            .spawn(move || {
                for Errand {
                    sender,
                    written,
                    answer,
                } in waiting
                {
                    // Whoever asked may have stopped waiting.
                    let _ = answer.send(sender.put(written));
                }
            })
            .map_err(|source| PublishError::Thread { source })?;
        Ok(Self { errands })
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
        let errand = Errand {
            sender,
            written,
            answer,
        };
        if self.errands.send_async(errand).await.is_ok()
            && let Ok(answer) = answered.recv_async().await
        {
            return answer;
        }
        // The thread cannot have ended before the lane, but for a panic in zenoh.
        Err(PublishError::Thread {
            source: std::io::ErrorKind::BrokenPipe.into(),
        })
    }
}
