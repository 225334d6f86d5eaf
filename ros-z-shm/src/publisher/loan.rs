//! Messages that are built where they are sent from: laid out from their small fields and the lengths of the large
//! ones, filled by whoever makes the data, then published as they are.

use super::{Sender, ShmPublisher};
use crate::error::PublishError;
use crate::memory::Ground;
use crate::payload::assert_same_type;
use crate::published::{PublishPath, Published};
use ros_z_core::{CdrSerialize, RosMessage};
use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

/// A message that is being built in the memory that it will be sent from.
///
/// It derefs to the message. Its [`CdrSliceMut`](ros_z_core::CdrSliceMut) fields, nested ones included, are slices
/// of that memory: what is written there is not copied again. All other fields are values as always, and may be
/// changed until the message is published. Dropping the loan gives the memory back.
///
/// May be sent to another thread and published there; the publisher may be dropped before.
#[must_use = "a loan that is dropped is not published"]
pub struct Loan<V> {
    message: V,
    ground: Ground,
    sender: Arc<Sender>,
}

impl<T> ShmPublisher<T> {
    /// Lays out a message in shared memory, from its small fields and the lengths that its
    /// [`CdrSliceMut`](ros_z_core::CdrSliceMut) fields [reserve](ros_z_core::CdrSliceMut::reserve), and lends that memory.
    ///
    /// `V` must be the same ROS type as `T`; the compiler checks their type hashes. Where shared memory cannot be had
    /// the memory is the heap's, and everything else is the same.
    ///
    /// # Examples
    /// ```no_run
    /// use ros_z_core::{CdrSliceMut, RosMessage, SizeEstimation};
    /// use ros_z_shm::ShmPublisher;
    ///
    /// #[derive(RosMessage, SizeEstimation)]
    /// #[ros(type_name = "demo_msgs/msg/Frame")]
    /// struct Frame {
    ///     camera: String,
    ///     pixels: Vec<u8>,
    /// }
    ///
    /// #[derive(RosMessage, SizeEstimation)]
    /// #[ros(type_name = "demo_msgs/msg/Frame")]
    /// struct FrameLoan {
    ///     camera: String,
    ///     pixels: CdrSliceMut<u8>,
    /// }
    ///
    /// fn grab(publisher: &ShmPublisher<Frame>, driver: impl Fn(&mut [u8]) -> usize) -> Result<(), ros_z_shm::PublishError> {
    ///     let mut frame = publisher.loan(FrameLoan {
    ///         camera: "left".into(),
    ///         pixels: CdrSliceMut::reserve(1920 * 1080 * 3),
    ///     })?;
    ///     let filled = driver(&mut frame.pixels);
    ///     frame.pixels.truncate(filled);
    ///     frame.publish()?;
    ///     Ok(())
    /// }
    /// ```
    ///
    /// Another type does not compile:
    ///
    /// ```compile_fail,E0080
    /// # use ros_z_core::{RosMessage, SizeEstimation};
    /// # use ros_z_shm::ShmPublisher;
    /// # #[derive(RosMessage, SizeEstimation)]
    /// # struct Frame { pixels: Vec<u8> }
    /// # #[derive(RosMessage, SizeEstimation)]
    /// # struct Sound { samples: Vec<i16> }
    /// fn grab(publisher: &ShmPublisher<Frame>) {
    ///     let _ = publisher.loan(Sound { samples: vec![1] });
    /// }
    /// # fn main() { std::hint::black_box(grab as fn(&ShmPublisher<Frame>)); }
    /// ```
    ///
    /// # Errors
    /// [`PublishError::Serialize`] for a message that the wire cannot express.
    pub fn loan<V: RosMessage>(&self, message: V) -> Result<Loan<V>, PublishError>
    where
        T: RosMessage,
    {
        const { assert_same_type::<T, V>() }
        self.loan_as(message)
    }

    /// As [`loan`](Self::loan), of any type, without a check that it is the type of the topic.
    ///
    /// # Errors
    /// As [`loan`](Self::loan).
    pub fn loan_as<V: CdrSerialize>(&self, message: V) -> Result<Loan<V>, PublishError> {
        let ground = self.sender.memory.lay_out(&message)?;
        Ok(Loan {
            message,
            ground,
            sender: self.sender.clone(),
        })
    }
}

impl<V> Loan<V> {
    /// Which memory was lent.
    pub fn path(&self) -> PublishPath {
        self.ground.path()
    }

    /// Whether it is shared memory.
    pub fn is_shm(&self) -> bool {
        self.path().is_shm()
    }
}

impl<V: CdrSerialize> Loan<V> {
    /// Publishes the message from where it lies.
    ///
    /// The small fields are written now, around the large ones. If a large one no longer lies where it was laid out
    /// (a string before it has grown, one before it was truncated, it was taken out or replaced), the message is
    /// written anew, with a copy. The bytes are those of [`publish`](ShmPublisher::publish) either way.
    ///
    /// # Errors
    /// As [`publish`](ShmPublisher::publish); [`PublishError::LoanHeld`] if a large field is shared with somebody
    /// (through an `Arc`) who still holds it.
    pub fn publish(self) -> Result<Published, PublishError> {
        let Self {
            message,
            mut ground,
            sender,
        } = self;
        let written = match ground.write_around(&message) {
            Some(len) => {
                // Its fields are pieces of the memory, which are given back with it.
                drop(message);
                ground.finish(len).ok_or_else(|| PublishError::LoanHeld {
                    key: sender.topic.clone(),
                })?
            }
            None => sender.memory.write_anew(&message)?,
        };
        sender.put(written)
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
