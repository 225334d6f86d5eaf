//! The memory of a message that is being written: a new buffer, or the last message of the same length again.

use std::{
    num::NonZeroUsize,
    ops::{Deref, DerefMut},
};

use zenoh::{
    bytes::ZBytes,
    shm::{OwnedShmBuf, ZShmMut},
};
use zenoh_buffers::{ZBuf, ZSlice};

use super::{exit, loaned_buffer::SoleMessage, retained_message::BufferOrigin};

/// The memory of a message that is being written.
pub(super) enum Memory {
    /// A buffer that is new, or that had another length before.
    Buffer(ZShmMut),
    /// The last message in the buffer, which had the same length. It costs less to send it again with other bytes than to
    /// create another one: zenoh's confirming thread is notified of each message that is created and of each that is dropped.
    Again(SoleMessage),
}

impl Memory {
    /// Returns the memory of a message that was sent, for one of `len` bytes.
    ///
    /// # Errors
    /// The message, if another process or thread holds it, if zenoh has invalidated it, or if its buffer is shorter.
    pub(super) fn again(payload: ZBytes, len: NonZeroUsize) -> Result<Self, ZBytes> {
        let mut sole = SoleMessage::new(payload)?;
        if sole.len() == len.get() {
            return Ok(Self::Again(sole));
        }
        match sole.take_buffer() {
            Some(mut buffer) => match buffer.try_resize(len) {
                Some(()) => Ok(Self::Buffer(buffer)),
                None => Err(buffer.into()),
            },
            None => Err(sole.into_payload()),
        }
    }

    /// Returns whether it is the last message in the buffer, and only this process holds it.
    pub(super) fn is_sole_message(&mut self) -> bool {
        match self {
            Self::Buffer(_) => false,
            Self::Again(sole) => sole.is_still_sole(),
        }
    }

    /// Shortens it to its first `len` bytes. Returns `false` and changes nothing if it is shorter, or if zenoh has
    /// invalidated it.
    pub(super) fn shrink(&mut self, len: NonZeroUsize) -> bool {
        if len.get() >= self.len() {
            return len.get() == self.len();
        }
        match self {
            Self::Buffer(buffer) => buffer.try_resize(len).is_some(),
            Self::Again(sole) => {
                let Some(mut buffer) = sole.take_buffer() else {
                    return false;
                };
                let is_shorter = buffer.try_resize(len).is_some();
                *self = Self::Buffer(buffer);
                is_shorter
            }
        }
    }

    /// Returns the message to send. `origin` learns where its buffer is.
    pub(super) fn into_payload(self, origin: &mut BufferOrigin) -> ZBytes {
        match self {
            Self::Again(sole) => sole.into_payload(),
            Self::Buffer(buffer) => {
                let slice = ZSlice::from(buffer);
                // Before the address is looked up: only tables that are registered are those of this process.
                exit::remove_table_of(&slice);
                origin.learn(&slice);
                ZBuf::from(slice).into()
            }
        }
    }
}

impl Deref for Memory {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Self::Buffer(buffer) => buffer,
            Self::Again(sole) => sole,
        }
    }
}

impl DerefMut for Memory {
    fn deref_mut(&mut self) -> &mut [u8] {
        match self {
            Self::Buffer(buffer) => buffer,
            Self::Again(sole) => sole,
        }
    }
}
