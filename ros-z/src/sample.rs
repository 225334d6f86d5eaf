//! A message that a node received: the bytes, and the attachment with the publisher's gid, sequence number
//! and time.

use ros_z_protocol::{Attachment, Gid};
use ros_z_shm::{Payload, RawSample, SampleMut};
use std::fmt;
use std::ops::Deref;

/// A received message of type `T`, still serialized, in the memory in which it arrived.
///
/// It derefs to [`ros_z_shm::Sample`], which deserializes the message: [`decode`](ros_z_shm::Sample::decode)
/// returns an owned value, [`view`](ros_z_shm::Sample::view) one that borrows from the sample. The publisher
/// does not reuse the memory until the sample, and everything that shares its memory, is dropped.
pub struct Sample<T> {
    sample: ros_z_shm::Sample<T>,
    attachment: Attachment,
}

/// A sample without its type, for queues.
pub(crate) struct Admitted {
    pub(crate) raw: RawSample,
    pub(crate) attachment: Attachment,
}

impl<T> From<Admitted> for Sample<T> {
    fn from(admitted: Admitted) -> Self {
        Self {
            sample: admitted.raw.into(),
            attachment: admitted.attachment,
        }
    }
}

impl<T> Sample<T> {
    /// Returns the position in the publisher's sequence, from 1.
    #[must_use]
    pub fn sequence_number(&self) -> Option<i64> {
        Some(self.attachment.sequence_number)
    }

    /// Returns the time of publishing by the publisher's clock, in nanoseconds since the Unix epoch.
    #[must_use]
    pub fn source_timestamp(&self) -> Option<i64> {
        Some(self.attachment.source_timestamp)
    }

    /// Returns the gid of the publisher.
    #[must_use]
    pub fn publisher_gid(&self) -> Option<Gid> {
        Some(self.attachment.gid)
    }

    /// Converts the sample into the serialized message, to keep it or publish it again. Nothing is copied.
    #[must_use]
    pub fn into_owned_payload(self) -> Payload<T> {
        self.sample.into_owned_payload()
    }

    /// Converts the sample into one that can be changed in place, as [`ros_z_shm::Sample::into_mut`] does.
    ///
    /// # Errors
    /// The unchanged sample, if other code holds the same shared memory.
    pub fn into_mut(self) -> Result<SampleMut<T>, Self> {
        let Self { sample, attachment } = self;
        sample.into_mut().map_err(|sample| Self { sample, attachment })
    }
}

impl<T> Deref for Sample<T> {
    type Target = ros_z_shm::Sample<T>;

    fn deref(&self) -> &Self::Target {
        &self.sample
    }
}

impl<T> fmt::Debug for Sample<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sample")
            .field("len", &self.len())
            .field("is_shm", &self.is_shm())
            .field("attachment", &self.attachment)
            .finish()
    }
}
