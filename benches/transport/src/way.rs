//! A connection to a receiver and back, as the throughput bench drives it.

use std::time::Duration;

use crate::answer::Answer;
use crate::messages::Blob;

/// How long the bench waits for an answer.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// A connection to a receiver, and back.
pub trait Way {
    /// Prepares the receiver.
    fn begin(&mut self) -> zenoh::Result<()> {
        Ok(())
    }

    /// Sends a message.
    fn send(&mut self, blob: &Blob) -> zenoh::Result<()>;

    /// Waits for the answer to the messages of this tag.
    fn answer(&mut self, tag: u8) -> zenoh::Result<Option<Answer>>;

    /// Returns how many messages of a lane were sent by zenoh too.
    fn outside_of_lanes(&self) -> usize {
        0
    }
}
