//! A received message: its bytes, and the ways to deserialize, view and change them.

use crate::lane::{LaneSample, to_zenoh};
use crate::payload::{Origin, Payload};
use crate::same_type::assert_same_type;
use crate::shm::note_received;
use crate::splice::SPLICE_THRESHOLD;
use crate::undecodable::Undecodable;
use ros_z_core::{CdrDeserialize, CdrReader, DeserializeError, HasView, RosMessage};
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};
use zenoh::bytes::ZBytes;
use zenoh::shm::zshmmut;
use zenoh_buffers::{ZBuf, ZSlice};

/// A received message of type `T`, still serialized, in the memory in which it arrived.
///
/// [`decode`](Self::decode) returns an owned value, [`view`](Self::view) one that borrows from the sample.
/// The publisher does not reuse the memory until the sample, and everything that shares its memory, is
/// dropped.
pub struct Sample<T> {
    raw: RawSample,
    marker: PhantomData<fn() -> T>,
}

/// A received message without its type, for queues.
pub struct RawSample {
    slices: Slices,
    is_shm: bool,
    /// Counter of messages that cannot be deserialized.
    undecodable: Arc<Undecodable>,
}

/// The slices of a message: one in most cases, which needs no allocation.
enum Slices {
    One(ZSlice),
    Many {
        slices: Vec<ZSlice>,
        /// All slices in one, created on first use.
        joined: OnceLock<ZSlice>,
    },
}

impl Slices {
    /// Returns the slices in one.
    fn joined(&self) -> &ZSlice {
        match self {
            Self::One(single) => single,
            Self::Many { slices, joined } => joined.get_or_init(|| {
                let mut bytes = Vec::with_capacity(slices.iter().map(|slice| slice.len()).sum());
                slices
                    .iter()
                    .for_each(|slice| bytes.extend_from_slice(slice.as_slice()));
                bytes.into()
            }),
        }
    }
}

impl Default for Slices {
    fn default() -> Self {
        Self::Many {
            slices: Vec::new(),
            joined: OnceLock::new(),
        }
    }
}

impl FromIterator<ZSlice> for Slices {
    fn from_iter<I: IntoIterator<Item = ZSlice>>(slices: I) -> Self {
        let mut slices = slices.into_iter();
        match (slices.next(), slices.next()) {
            (Some(single), None) => Self::One(single),
            (first, second) => Self::Many {
                slices: first.into_iter().chain(second).chain(slices).collect(),
                joined: OnceLock::new(),
            },
        }
    }
}

impl Deref for Slices {
    type Target = [ZSlice];

    fn deref(&self) -> &[ZSlice] {
        match self {
            Self::One(single) => std::slice::from_ref(single),
            Self::Many { slices, .. } => slices,
        }
    }
}

impl RawSample {
    /// Creates a sample from a payload, without reading its bytes. `undecodable` counts it if it cannot be
    /// deserialized later.
    #[must_use]
    pub fn new(payload: &ZBytes, undecodable: Arc<Undecodable>) -> Self {
        let payload: ZBuf = payload.clone().into();
        let slices: Slices = payload.into_zslices().collect();
        let is_shm = slices.iter().filter(|slice| note_received(slice)).count() > 0;
        Self {
            slices,
            is_shm,
            undecodable,
        }
    }

    /// Creates a sample from one that a lane delivered.
    #[must_use]
    #[doc(hidden)]
    pub fn of_lane(sample: LaneSample, undecodable: Arc<Undecodable>) -> Self {
        Self {
            slices: Slices::One(sample.bytes),
            is_shm: sample.is_shm,
            undecodable,
        }
    }

    /// Returns the message in one slice.
    fn joined(&self) -> &ZSlice {
        self.slices.joined()
    }

    /// Deserializes the message, and counts a failure.
    fn read<'a, V: CdrDeserialize<'a>>(&'a self) -> Result<(V, usize), DeserializeError> {
        self.read_in_place()
            .inspect_err(|error| self.undecodable.note(error))
    }

    /// Deserializes the message in place, and joins its slices only if that is not possible.
    fn read_in_place<'a, V: CdrDeserialize<'a>>(&'a self) -> Result<(V, usize), DeserializeError> {
        let read = |slices: &'a [ZSlice]| {
            let mut reader = CdrReader::from_zslices(slices)?;
            let value = V::deserialize(&mut reader)?;
            Ok((value, reader.remaining()))
        };
        // The slices of a message from the network are arbitrary fragments. A spliced message has a large
        // slice, which is worth reading in place.
        if self.slices.len() == 1 || self.slices.iter().any(|slice| slice.len() >= SPLICE_THRESHOLD) {
            match read(&self.slices) {
                Err(DeserializeError::Fragmented { .. }) => {}
                answer => return answer,
            }
        }
        read(std::slice::from_ref(self.joined()))
    }
}

impl<T> From<RawSample> for Sample<T> {
    fn from(raw: RawSample) -> Self {
        Self {
            raw,
            marker: PhantomData,
        }
    }
}

impl<T> Sample<T> {
    /// Returns whether the message, or its large fields, arrived in shared memory.
    #[must_use]
    pub fn is_shm(&self) -> bool {
        self.raw.is_shm
    }

    /// Returns the length of the serialized message in bytes, including header and surplus bytes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.raw.slices.iter().map(|slice| slice.len()).sum()
    }

    /// Returns whether the payload is empty. An empty payload is not a valid message.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the serialized message as it arrived: one slice, or several if it was spliced or fragmented.
    pub fn slices(&self) -> impl Iterator<Item = &[u8]> {
        self.raw.slices.iter().map(ZSlice::as_slice)
    }

    /// Returns the serialized message in one piece. A message in several slices is copied once, at the
    /// first call that needs it in one piece.
    #[must_use]
    pub fn to_contiguous(&self) -> &[u8] {
        self.raw.joined().as_slice()
    }

    /// Returns the serialized message, to keep it or publish it again. It shares the sample's memory.
    #[must_use]
    pub fn payload(&self) -> Payload<T> {
        let slices = self.raw.slices.iter().cloned();
        Payload::new(joined(slices), self.raw.is_shm, Origin::Received)
    }

    /// Converts the sample into its [`payload`](Self::payload).
    #[must_use]
    pub fn into_owned_payload(self) -> Payload<T> {
        Payload::new(
            joined(self.raw.slices.iter().cloned()),
            self.raw.is_shm,
            Origin::Received,
        )
    }

    /// Converts the sample into one that can be changed in place. A message that is not in shared memory is
    /// copied.
    ///
    /// # Errors
    /// The unchanged sample, if other code holds the same shared memory: another subscriber, or a publisher
    /// that keeps its messages in flight until this receiver releases them, as those of this library do.
    pub fn into_mut(self) -> Result<SampleMut<T>, Self> {
        let Self { mut raw, marker } = self;
        if !raw.is_shm {
            let memory = MutMemory::Heap(raw.joined().as_slice().to_vec());
            return Ok(SampleMut { memory, marker });
        }
        let mut bytes = joined(std::mem::take(&mut raw.slices).iter().cloned());
        if is_unique(&mut bytes) {
            let memory = MutMemory::Shm(bytes);
            return Ok(SampleMut { memory, marker });
        }
        raw.slices = ZBuf::from(bytes).into_zslices().collect();
        Err(Self { raw, marker })
    }

    /// Deserializes the message into an owned value. `ZBuf` fields share the sample's memory.
    ///
    /// # Errors
    /// [`DeserializeError`] if the bytes are not a `T`.
    pub fn decode(&self) -> Result<T, DeserializeError>
    where
        T: for<'de> CdrDeserialize<'de>,
    {
        self.raw.read().map(|(message, _)| message)
    }

    /// As [`decode`](Self::decode); also returns the number of surplus bytes after the last member.
    ///
    /// # Errors
    /// As [`decode`](Self::decode).
    pub fn decode_surplus(&self) -> Result<(T, usize), DeserializeError>
    where
        T: for<'de> CdrDeserialize<'de>,
    {
        self.raw.read()
    }

    /// Reads the message in place, as the view of its type: strings as `&str`, bytes as `&[u8]`, sequences as
    /// [`CdrSlice`](ros_z_core::CdrSlice) and [`CdrSequence`](ros_z_core::CdrSequence).
    ///
    /// `#[ros(view)]` generates the view; the view of a type without it is the type itself.
    ///
    /// In shared memory, this requires that other processes do not write the message while it is read: see
    /// "Soundness" in the guide, `docs/views-and-loans.md`.
    ///
    /// # Examples
    /// ```
    /// use ros_z_core::RosMessage;
    /// use ros_z_shm::Sample;
    ///
    /// #[derive(RosMessage)]
    /// #[ros(type_name = "demo_msgs/msg/Frame", view)]
    /// struct Frame {
    ///     camera: String,
    ///     pixels: Vec<u8>,
    /// }
    ///
    /// fn brightness(sample: &Sample<Frame>) -> Result<u64, ros_z_core::DeserializeError> {
    ///     let frame = sample.view()?; // A `FrameView`: `pixels` is a slice of the message.
    ///     Ok(frame.pixels.iter().map(|&pixel| u64::from(pixel)).sum())
    /// }
    /// ```
    ///
    /// # Errors
    /// As [`decode`](Self::decode).
    pub fn view(&self) -> Result<T::View<'_>, DeserializeError>
    where
        T: HasView,
    {
        const { T::VIEW_IS_SAME_TYPE }
        self.raw.read().map(|(view, _)| view)
    }

    /// Reads the message in place, as a struct that was written by hand.
    ///
    /// `V` must be the same ROS type as `T`; the compiler checks their type hashes.
    ///
    /// # Examples
    /// ```
    /// use ros_z_core::RosMessage;
    /// use ros_z_shm::Sample;
    ///
    /// #[derive(RosMessage)]
    /// #[ros(type_name = "demo_msgs/msg/Frame")]
    /// struct Frame {
    ///     camera: String,
    ///     pixels: Vec<u8>,
    /// }
    ///
    /// #[derive(RosMessage)]
    /// #[ros(type_name = "demo_msgs/msg/Frame")]
    /// struct Borrowed<'a> {
    ///     camera: &'a str,
    ///     pixels: &'a [u8],
    /// }
    ///
    /// fn brightness(sample: &Sample<Frame>) -> Result<u64, ros_z_core::DeserializeError> {
    ///     let frame: Borrowed = sample.view_as()?;
    ///     Ok(frame.pixels.iter().map(|&pixel| u64::from(pixel)).sum())
    /// }
    /// ```
    ///
    /// Another type does not compile:
    ///
    /// ```compile_fail,E0080
    /// # use ros_z_core::RosMessage;
    /// # use ros_z_shm::Sample;
    /// # #[derive(RosMessage)]
    /// # #[ros(type_name = "demo_msgs/msg/Frame")]
    /// # struct Frame { camera: String, pixels: Vec<u8> }
    /// #[derive(RosMessage)]
    /// #[ros(type_name = "demo_msgs/msg/Frame")]
    /// struct NotFrame<'a> {
    ///     pixels: &'a [u8],
    /// }
    ///
    /// fn pixels(sample: &Sample<Frame>) -> usize {
    ///     sample.view_as::<NotFrame>().map_or(0, |frame| frame.pixels.len())
    /// }
    /// # fn main() { std::hint::black_box(pixels as fn(&Sample<Frame>) -> usize); }
    /// ```
    ///
    /// # Errors
    /// As [`decode`](Self::decode).
    pub fn view_as<'a, V>(&'a self) -> Result<V, DeserializeError>
    where
        T: RosMessage,
        V: RosMessage + CdrDeserialize<'a>,
    {
        const { assert_same_type::<T, V>() }
        self.raw.read().map(|(view, _)| view)
    }

    /// As [`view`](Self::view), for any type, without the check that it is the same ROS type.
    ///
    /// # Errors
    /// As [`decode`](Self::decode).
    pub fn view_any<'a, V: CdrDeserialize<'a>>(&'a self) -> Result<V, DeserializeError> {
        self.raw.read().map(|(view, _)| view)
    }
}

/// Returns slices as one payload, which zenoh can send without a copy.
fn joined(slices: impl IntoIterator<Item = ZSlice>) -> ZBytes {
    let mut payload = ZBuf::empty();
    slices
        .into_iter()
        .for_each(|slice| payload.push_zslice(to_zenoh(slice)));
    payload.into()
}

/// Returns whether the payload is one buffer of shared memory without another holder.
fn is_unique(bytes: &mut ZBytes) -> bool {
    unique(bytes).is_some()
}

fn unique(bytes: &mut ZBytes) -> Option<&mut zshmmut> {
    bytes.as_shm_mut()?.try_into().ok()
}

/// A received message without another holder, which can be changed in place.
pub struct SampleMut<T> {
    memory: MutMemory,
    marker: PhantomData<fn() -> T>,
}

enum MutMemory {
    Shm(ZBytes),
    Heap(Vec<u8>),
}

impl<T> SampleMut<T> {
    /// Converts the message into a payload, to be published. Nothing is copied.
    #[must_use]
    pub fn into_payload(self) -> Payload<T> {
        match self.memory {
            MutMemory::Shm(bytes) => Payload::new(bytes, true, Origin::Unique),
            MutMemory::Heap(bytes) => Payload::new(bytes.into(), false, Origin::Unique),
        }
    }
}

/// Returns the serialized message, including the header. The slice is empty if another process holds the
/// memory meanwhile, which zenoh's rules forbid.
impl<T> AsMut<[u8]> for SampleMut<T> {
    fn as_mut(&mut self) -> &mut [u8] {
        match &mut self.memory {
            MutMemory::Shm(bytes) => unique(bytes).map(|shm| &mut shm[..]).unwrap_or_default(),
            MutMemory::Heap(bytes) => bytes,
        }
    }
}

impl<T> fmt::Debug for SampleMut<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_shm = matches!(self.memory, MutMemory::Shm(_));
        f.debug_struct("SampleMut")
            .field("is_shm", &is_shm)
            .finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for Sample<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sample")
            .field("len", &self.len())
            .field("is_shm", &self.is_shm())
            .finish()
    }
}

impl fmt::Debug for RawSample {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawSample")
            .field("is_shm", &self.is_shm)
            .finish_non_exhaustive()
    }
}
