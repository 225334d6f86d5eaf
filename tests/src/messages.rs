//! The messages that peers exchange. A number and a size determine each message, so both processes know its
//! content.

use std::ops::Range;

use ros_z_core::{CdrDeserialize, CdrSlice, RosMessage, SizeEstimation};
use ros_z_msgs::sensor_msgs::PointCloud2;
use ros_z_shm::Sample;
use zenoh::Wait;
use zenoh::shm::{BlockOn, GarbageCollect, PosixShmProviderBackend, ShmProvider};
use zenoh_buffers::{ZBuf, ZSlice};

/// Memory for the large fields of a publisher's messages.
#[derive(Default)]
pub struct Workshop {
    /// Provider for `ZBuf` fields; without one, they are on the heap.
    pub provider: Option<ShmProvider<PosixShmProviderBackend>>,
    /// Whether such a field is a part of a longer buffer.
    pub part: bool,
    /// The size that a [`Guess`] estimates for itself.
    pub estimate: usize,
}

impl Workshop {
    /// Returns the bytes of a large field, in the provider's memory if there is one.
    fn buffer(&self, bytes: Vec<u8>) -> ZBuf {
        let Some(provider) = &self.provider else {
            return ZBuf::from(bytes);
        };
        let surplus = if self.part { 1000 } else { 0 };
        let mut buffer = provider
            .alloc(bytes.len() + surplus)
            .with_policy::<BlockOn<GarbageCollect>>()
            .wait()
            .expect("the workshop has a free buffer");
        buffer[surplus..].copy_from_slice(&bytes);
        let whole = ZSlice::from(buffer);
        ZBuf::from(whole.subslice(surplus..).expect("the range is within the buffer"))
    }
}

/// A message that is made from a number and a size.
pub trait Subject:
    RosMessage + SizeEstimation + for<'de> CdrDeserialize<'de> + Send + Sync + 'static
{
    /// Creates the message; `size` is the length of its largest field in bytes.
    fn make(number: u64, size: usize, workshop: &Workshop) -> Self;

    /// Returns the number that the message was made from.
    fn number(&self) -> u64;

    /// Returns the addresses of the largest field where a reader borrows it, or `None` if it cannot be
    /// borrowed.
    fn borrow(sample: &Sample<Self>) -> Option<Range<usize>>;
}

/// Returns the bytes of the large field.
#[must_use]
pub fn content(number: u64, size: usize) -> Vec<u8> {
    let seed = number.wrapping_mul(131);
    (0..size as u64)
        .map(|at| seed.wrapping_add(at).wrapping_add(at >> 8) as u8)
        .collect()
}

/// Returns a checksum that depends on every byte and on the order of the bytes.
#[must_use]
pub fn checksum(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let words = words.iter().map(|word| u64::from_le_bytes(*word));
    words
        .chain(rest.iter().map(|byte| u64::from(*byte)))
        .fold(bytes.len() as u64, |sum, word| {
            (sum ^ word).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(5)
        })
}

fn addresses<T>(values: &[T]) -> Range<usize> {
    let Range { start, end } = values.as_ptr_range();
    start.addr()..end.addr()
}

/// Returns the addresses of a `ZBuf`, or `None` if it has several slices.
fn addresses_of(buffer: &ZBuf) -> Option<Range<usize>> {
    let mut slices = buffer.zslices();
    let single = slices.next()?;
    slices.next().is_none().then(|| addresses(single.as_slice()))
}

/// A message of bytes, 16 bytes longer than its data.
#[derive(RosMessage, SizeEstimation)]
#[ros(type_name = "peer_msgs/msg/Blob")]
pub struct Blob {
    number: u64,
    data: Vec<u8>,
}

#[derive(RosMessage)]
#[ros(type_name = "peer_msgs/msg/Blob")]
struct BlobView<'a> {
    number: u64,
    data: &'a [u8],
}

impl Subject for Blob {
    fn make(number: u64, size: usize, _: &Workshop) -> Self {
        Self {
            number,
            data: content(number, size),
        }
    }

    fn number(&self) -> u64 {
        self.number
    }

    fn borrow(sample: &Sample<Self>) -> Option<Range<usize>> {
        Some(addresses(sample.view_as::<BlobView>().ok()?.data))
    }
}

/// A message of numbers, which can be borrowed only where they are aligned to 8.
#[derive(RosMessage, SizeEstimation)]
#[ros(type_name = "peer_msgs/msg/Series")]
pub struct Series {
    name: String,
    number: u64,
    values: Vec<u64>,
    last: u8,
}

#[derive(RosMessage)]
#[ros(type_name = "peer_msgs/msg/Series")]
struct SeriesView<'a> {
    name: &'a str,
    number: u64,
    values: CdrSlice<'a, u64>,
    last: u8,
}

impl Subject for Series {
    fn make(number: u64, size: usize, _: &Workshop) -> Self {
        let bytes = content(number, size);
        let values = bytes.as_chunks::<8>().0;
        Self {
            name: "n".repeat(number as usize % 20),
            number,
            values: values.iter().map(|word| u64::from_le_bytes(*word)).collect(),
            last: number as u8,
        }
    }

    fn number(&self) -> u64 {
        self.number
    }

    fn borrow(sample: &Sample<Self>) -> Option<Range<usize>> {
        Some(addresses(sample.view_as::<SeriesView>().ok()?.values.as_slice()?))
    }
}

/// A message of bytes that may be in shared memory before they are published.
#[derive(RosMessage, SizeEstimation)]
#[ros(type_name = "peer_msgs/msg/Frame")]
pub struct Frame {
    number: u64,
    data: ZBuf,
    last: f64,
}

impl Subject for Frame {
    fn make(number: u64, size: usize, workshop: &Workshop) -> Self {
        Self {
            number,
            data: workshop.buffer(content(number, size)),
            last: number as f64,
        }
    }

    fn number(&self) -> u64 {
        self.number
    }

    fn borrow(sample: &Sample<Self>) -> Option<Range<usize>> {
        addresses_of(&sample.decode().ok()?.data)
    }
}

impl Subject for PointCloud2 {
    fn make(number: u64, size: usize, workshop: &Workshop) -> Self {
        let mut cloud = Self {
            height: 1,
            width: number as u32,
            point_step: 1,
            row_step: size as u32,
            data: workshop.buffer(content(number, size)),
            ..Self::default()
        };
        cloud.header.frame_id = "map".into();
        cloud
    }

    fn number(&self) -> u64 {
        u64::from(self.width)
    }

    fn borrow(sample: &Sample<Self>) -> Option<Range<usize>> {
        addresses_of(&sample.decode().ok()?.data)
    }
}

/// A message of bytes with an arbitrary, hand-written size estimate.
#[derive(RosMessage)]
#[ros(type_name = "peer_msgs/msg/Guess")]
pub struct Guess {
    number: u64,
    data: Vec<u8>,
    #[ros(skip)]
    estimate: usize,
}

impl SizeEstimation for Guess {
    fn estimated_serialized_size(&self) -> usize {
        self.estimate
    }
}

impl Subject for Guess {
    fn make(number: u64, size: usize, workshop: &Workshop) -> Self {
        Self {
            number,
            data: content(number, size),
            estimate: workshop.estimate,
        }
    }

    fn number(&self) -> u64 {
        self.number
    }

    fn borrow(_: &Sample<Self>) -> Option<Range<usize>> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksum_depends_on_every_byte_and_its_position() {
        let bytes = content(1, 100);
        let sum = checksum(&bytes);
        for at in 0..bytes.len() {
            let mut other = bytes.clone();
            other[at] ^= 1;
            assert_ne!(checksum(&other), sum, "byte {at}");
        }
        let mut swapped = bytes.clone();
        swapped.swap(3, 4);
        assert_ne!(checksum(&swapped), sum);
        assert_ne!(checksum(&content(2, 100)), sum);
    }
}
