//! A received message: where its bytes lie, and the ways to read them.

use crate::payload::{Origin, Payload};
use crate::same_type::assert_same_type;
use crate::shm::note_received;
use crate::splice::SPLICE_THRESHOLD;
use crate::undecodable::Undecodable;
use ros_z_core::{CdrDeserialize, CdrReader, DeserializeError, HasView, RosMessage};
use std::fmt;
use std::marker::PhantomData;
use std::sync::{Arc, OnceLock};
use zenoh::bytes::ZBytes;
use zenoh::shm::zshmmut;
use zenoh_buffers::{ZBuf, ZSlice};

/// A received message of type `T`, still serialized, in the memory that it arrived in.
///
/// Reading it is a choice: [`decode`](Self::decode) gives a value of its own, [`view`](Self::view) one that
/// borrows from the sample. As long as the sample, or anything that shares its memory, is alive, the
/// publisher does not reuse that memory.
pub struct Sample<T> {
    raw: RawSample,
    marker: PhantomData<fn() -> T>,
}

/// A received message without its type, as a queue holds it.
pub struct RawSample {
    slices: Vec<ZSlice>,
    is_shm: bool,
    /// Counts the messages that cannot be deserialized.
    undecodable: Arc<Undecodable>,
    /// All slices in one, made when somebody needs it.
    joined: OnceLock<ZSlice>,
}

impl RawSample {
    /// Takes over a payload without touching its bytes. `undecodable` counts it if it cannot be deserialized later.
    #[must_use]
    pub fn new(payload: &ZBytes, undecodable: Arc<Undecodable>) -> Self {
        let payload: ZBuf = payload.clone().into();
        let slices: Vec<ZSlice> = payload.into_zslices().collect();
        let is_shm = slices.iter().filter(|slice| note_received(slice)).count() > 0;
        Self {
            slices,
            is_shm,
            undecodable,
            joined: OnceLock::new(),
        }
    }

    /// The message in one slice.
    fn joined(&self) -> &ZSlice {
        match self.slices.as_slice() {
            [single] => single,
            slices => self.joined.get_or_init(|| {
                let mut bytes = Vec::with_capacity(slices.iter().map(|slice| slice.len()).sum());
                slices
                    .iter()
                    .for_each(|slice| bytes.extend_from_slice(slice.as_slice()));
                bytes.into()
            }),
        }
    }

    /// Reads the message, and reports it if it is none.
    fn read<'a, V: CdrDeserialize<'a>>(&'a self) -> Result<(V, usize), DeserializeError> {
        self.read_in_place()
            .inspect_err(|error| self.undecodable.note(error))
    }

    /// Reads the message where it lies; only if that cannot be is it joined.
    fn read_in_place<'a, V: CdrDeserialize<'a>>(&'a self) -> Result<(V, usize), DeserializeError> {
        let read = |slices: &'a [ZSlice]| {
            let mut reader = CdrReader::from_zslices(slices)?;
            let value = V::deserialize(&mut reader)?;
            Ok((value, reader.remaining()))
        };
        // A message from the network comes in pieces of no meaning; one that was
        // spliced has a large piece that is worth reading in place.
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
    /// Whether the message, or its large fields, arrived in shared memory.
    #[must_use]
    pub fn is_shm(&self) -> bool {
        self.raw.is_shm
    }

    /// Length of the serialized message in bytes, header and surplus bytes included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.raw.slices.iter().map(|slice| slice.len()).sum()
    }

    /// Whether the payload has no bytes at all, which no valid message is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The serialized message, as it arrived: one slice, or more if it was spliced or came in fragments.
    pub fn slices(&self) -> impl Iterator<Item = &[u8]> {
        self.raw.slices.iter().map(ZSlice::as_slice)
    }

    /// The serialized message in one piece: where it lies if it is in one, else a copy that is made once.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.raw.joined().as_slice()
    }

    /// The serialized message, to keep or to publish again; it shares the memory of the sample.
    #[must_use]
    pub fn payload(&self) -> Payload<T> {
        let slices = self.raw.slices.iter().cloned();
        Payload::new(joined(slices), self.raw.is_shm, Origin::Received)
    }

    /// As [`payload`](Self::payload), without the sample.
    #[must_use]
    pub fn into_owned_payload(self) -> Payload<T> {
        Payload::new(joined(self.raw.slices), self.raw.is_shm, Origin::Received)
    }

    /// The serialized message, to be changed where it lies. One that did not come through shared memory is this
    /// process's own: it is copied if it is in fragments or held by others.
    ///
    /// # Errors
    /// The sample as it was, if somebody else holds the same shared memory: another subscriber or, for as long as
    /// this one does not let go, a publisher that keeps its messages in flight, as those of this library do.
    pub fn into_mut(self) -> Result<SampleMut<T>, Self> {
        let Self { mut raw, marker } = self;
        if !raw.is_shm {
            let memory = MutMemory::Heap(raw.joined().as_slice().to_vec());
            return Ok(SampleMut { memory, marker });
        }
        let mut bytes = joined(std::mem::take(&mut raw.slices));
        raw.joined = OnceLock::new();
        if is_unique(&mut bytes) {
            let memory = MutMemory::Shm(bytes);
            return Ok(SampleMut { memory, marker });
        }
        raw.slices = ZBuf::from(bytes).into_zslices().collect();
        Err(Self { raw, marker })
    }

    /// Decodes the message into a value of its own. `ZBuf` fields share the memory of the sample.
    ///
    /// # Errors
    /// [`DeserializeError`], if the bytes are not a `T`.
    pub fn decode(&self) -> Result<T, DeserializeError>
    where
        T: for<'de> CdrDeserialize<'de>,
    {
        self.raw.read().map(|(message, _)| message)
    }

    /// Like [`decode`](Self::decode), and gives the number of surplus bytes behind the last member.
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
    /// In shared memory this relies on other processes, which must not write the message while it is read: "What
    /// soundness rests on" in the guide, `docs/views-and-loans.md`.
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

    /// Reads the message in place as any type, without a check that it is the type of the topic.
    ///
    /// # Errors
    /// As [`decode`](Self::decode).
    pub fn view_any<'a, V: CdrDeserialize<'a>>(&'a self) -> Result<V, DeserializeError> {
        self.raw.read().map(|(view, _)| view)
    }
}

/// Slices as one payload.
fn joined(slices: impl IntoIterator<Item = ZSlice>) -> ZBytes {
    let mut payload = ZBuf::empty();
    slices.into_iter().for_each(|slice| payload.push_zslice(slice));
    payload.into()
}

/// Whether this is one buffer of shared memory, and nobody else holds it.
fn is_unique(bytes: &mut ZBytes) -> bool {
    unique(bytes).is_some()
}

fn unique(bytes: &mut ZBytes) -> Option<&mut zshmmut> {
    bytes.as_shm_mut()?.try_into().ok()
}

/// A received message that nobody else holds, and that may be changed where it lies.
pub struct SampleMut<T> {
    memory: MutMemory,
    marker: PhantomData<fn() -> T>,
}

enum MutMemory {
    Shm(ZBytes),
    Heap(Vec<u8>),
}

impl<T> SampleMut<T> {
    /// The message as it is now, to be published. Nothing is copied.
    #[must_use]
    pub fn into_payload(self) -> Payload<T> {
        match self.memory {
            MutMemory::Shm(bytes) => Payload::new(bytes, true, Origin::Unique),
            MutMemory::Heap(bytes) => Payload::new(bytes.into(), false, Origin::Unique),
        }
    }
}

/// The serialized message, header included. Empty if another process has come to hold the memory since, which none
/// that keeps to zenoh's rules can.
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
