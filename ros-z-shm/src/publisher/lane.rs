//! The way of a message from async code to the network: a thread that waits in the place of
//! the task where a connection is congested. Not used by anything that may block.

use super::Sender;
use crate::error::PublishError;
use crate::memory::Written;
use crate::published::Published;
use std::sync::Arc;
use std::thread;

/// Messages that wait while one is being put; further ones wait in their tasks.
const WAITING: usize = 16;

/// A message on its way, and who asked.
struct Errand {
    sender: Arc<Sender>,
    written: Written,
    answer: flume::Sender<Result<Published, PublishError>>,
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

    pub(super) async fn put(&self, sender: Arc<Sender>, written: Written) -> Result<Published, PublishError> {
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
