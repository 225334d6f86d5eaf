//! Messages that are never deserialized, for topics whose types are known only by name and hash.

use crate::publisher::Publisher;
use ros_z_core::{
    CdrSerialize, CdrWriter, DeserializeError, ENCAPSULATION_LEN, Encapsulation, SerializeError,
    SizeEstimation,
};
use ros_z_shm::{PublishError, Published};

/// The type of messages that remain bytes. It has no values: a `Sample<RawMessage>` returns the bytes that arrived, and a
/// `Publisher<RawMessage>` publishes a [`SerializedMessage`].
#[derive(Debug)]
pub enum RawMessage {}

/// A serialized message with its header. A publisher copies it once, into the memory that it sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SerializedMessage<'a> {
    body: &'a [u8],
}

/// Why bytes cannot be published unchanged.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SerializedMessageError {
    /// They do not start with the header of a message.
    #[error(transparent)]
    Header(#[from] DeserializeError),
    /// The message is big-endian, and this library publishes little-endian ones.
    #[error("the message is big-endian; read it with its description, and publish the view")]
    BigEndian,
}

impl<'a> SerializedMessage<'a> {
    /// Checks the header. The other bytes are not read.
    ///
    /// # Errors
    /// [`SerializedMessageError`] if the header is missing or not valid, or if the message is big-endian.
    ///
    /// # Examples
    /// ```
    /// use ros_z::dynamic::SerializedMessage;
    ///
    /// assert!(SerializedMessage::new(&[0, 1, 0, 0, 42]).is_ok());
    /// assert!(SerializedMessage::new(&[0, 0, 0, 0, 42]).is_err());
    /// assert!(SerializedMessage::new(&[42]).is_err());
    /// ```
    pub fn new(message: &'a [u8]) -> Result<Self, SerializedMessageError> {
        match Encapsulation::split(message)? {
            (Encapsulation::LittleEndian, body) => Ok(Self { body }),
            (Encapsulation::BigEndian, _) => Err(SerializedMessageError::BigEndian),
        }
    }
}

impl CdrSerialize for SerializedMessage<'_> {
    fn serialize<W: CdrWriter>(&self, writer: &mut W) -> Result<(), SerializeError> {
        writer.write_bytes(self.body)
    }
}

impl SizeEstimation for SerializedMessage<'_> {
    fn estimated_serialized_size(&self) -> usize {
        ENCAPSULATION_LEN + self.body.len()
    }
}

impl Publisher<RawMessage> {
    /// Publishes a message that is already serialized. It is copied once, into shared memory if that is on and
    /// available.
    ///
    /// # Errors
    /// The errors of [`publish`](Self::publish).
    pub fn publish_serialized(&self, message: &SerializedMessage<'_>) -> Result<Published, PublishError> {
        self.publish_unchecked(message)
    }
}
