//! A message that was written and not sent yet: in a buffer that nothing else knows, or as bytes for zenoh.

use crate::published::PublishPath;
use crate::shm::ShmBuffer;
use crate::shm_writer::WrittenMessage;

/// A message that was written and not sent yet.
#[derive(Debug)]
#[doc(hidden)]
pub enum Outgoing {
    /// In a buffer that neither zenoh nor its pool knows as a message yet.
    Buffer(ShmBuffer),
    /// Ready for zenoh.
    Written(WrittenMessage),
}

impl Outgoing {
    /// Returns the message's memory.
    pub(crate) fn path(&self) -> PublishPath {
        match self {
            Self::Buffer(_) => PublishPath::Shm,
            Self::Written(written) => written.path,
        }
    }

    /// Returns the length in bytes, including the header.
    pub(crate) fn bytes(&self) -> usize {
        match self {
            Self::Buffer(buffer) => buffer.len(),
            Self::Written(written) => written.bytes,
        }
    }

    /// Returns the number of bytes that were already in shared memory and were not copied.
    pub(crate) fn spliced(&self) -> usize {
        match self {
            Self::Buffer(_) => 0,
            Self::Written(written) => written.spliced,
        }
    }

    /// Makes it ready for zenoh. The pool keeps it from here on.
    #[must_use]
    pub fn into_written(self) -> WrittenMessage {
        match self {
            Self::Buffer(buffer) => WrittenMessage::in_pool(buffer),
            Self::Written(written) => written,
        }
    }
}

impl From<ShmBuffer> for Outgoing {
    fn from(buffer: ShmBuffer) -> Self {
        Self::Buffer(buffer)
    }
}

impl From<WrittenMessage> for Outgoing {
    fn from(written: WrittenMessage) -> Self {
        Self::Written(written)
    }
}
