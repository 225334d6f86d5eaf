//! Messages that are built in the memory from which they are sent: laid out from their small fields and the lengths of
//! the large ones, filled by the user, then published without a copy.

use crate::error::PublishError;
use crate::published::{PublishPath, Published};
use crate::put_message::PutMessage;
use crate::shm_writer::LoanedMemory;
use ros_z_core::CdrSerialize;
use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

/// A message that is being built in the memory from which it is sent.
///
/// It derefs to the message. Its [`CdrSliceMut`](ros_z_core::CdrSliceMut) fields, including nested ones, are slices of
/// that memory: bytes that you write there are not copied again. All other fields are ordinary values, which you may
/// change until you publish the message. Dropping the loan frees the memory.
///
/// A loan may be sent to another thread and published there, even after the publisher was dropped.
#[must_use = "a loan that is dropped is not published"]
pub struct Loan<V> {
    message: V,
    memory: LoanedMemory,
    sender: Arc<dyn PutMessage>,
}

impl<V: CdrSerialize> Loan<V> {
    /// Lays out `message` in the memory that the publisher of `sender` chooses. Its
    /// [`CdrSliceMut`](ros_z_core::CdrSliceMut) fields become slices of that memory.
    ///
    /// # Errors
    /// [`PublishError::Serialize`] for a message that the wire cannot express.
    pub fn new(sender: Arc<dyn PutMessage>, message: V) -> Result<Self, PublishError> {
        let memory = sender.writer().loan(&message)?;
        Ok(Self {
            message,
            memory,
            sender,
        })
    }
}

impl<V> Loan<V> {
    /// Returns the memory of the loan.
    pub fn path(&self) -> PublishPath {
        self.memory.path()
    }

    /// Returns whether the loan is in shared memory.
    pub fn is_shm(&self) -> bool {
        self.path().is_shm()
    }
}

impl<V: CdrSerialize> Loan<V> {
    /// Publishes the message in place.
    ///
    /// Writes the small fields between the large ones. If a large field is no longer at its position (a string
    /// before it has another length, a sequence before it was truncated, it was moved out or replaced), the whole message is
    /// copied: [`Published::rewritten`] is set, and [`loans_rewritten`](crate::shm::ShmStats::loans_rewritten)
    /// counts the loan. The bytes are those of [`publish`](crate::ShmPublisher::publish) either way.
    ///
    /// # Errors
    /// As [`publish`](crate::ShmPublisher::publish); [`PublishError::LoanHeld`] if a large field is shared (through an
    /// `Arc`) with another owner that still holds it.
    pub fn publish(self) -> Result<Published, PublishError> {
        let Self {
            message,
            mut memory,
            sender,
        } = self;
        let in_place = memory.finish(&message);
        let outgoing = match in_place {
            Some(len) => {
                // Its fields are pieces of the memory, and must be dropped before the memory is sent.
                drop(message);
                memory.into_message(len).ok_or_else(|| PublishError::LoanHeld {
                    key: sender.key().to_owned(),
                })?
            }
            None => sender.writer().write_copy(&message)?,
        };
        let published = sender.put_outgoing(outgoing)?;
        Ok(Published {
            rewritten: in_place.is_none(),
            ..published
        })
    }
}

impl<V> Deref for Loan<V> {
    type Target = V;

    fn deref(&self) -> &V {
        &self.message
    }
}

impl<V> DerefMut for Loan<V> {
    fn deref_mut(&mut self) -> &mut V {
        &mut self.message
    }
}

impl<V: fmt::Debug> fmt::Debug for Loan<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Loan")
            .field("message", &self.message)
            .field("path", &self.path())
            .finish_non_exhaustive()
    }
}
