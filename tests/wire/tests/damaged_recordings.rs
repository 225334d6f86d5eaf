//! Recordings of real robots, damaged in more than 1 000 ways each, are read or refused: no panic, and no
//! more memory than the length of the message justifies. The damage is the same in every run.

use ros_z_core::{
    CdrDeserialize, DeserializeError, HasView, RosMessage, SizeEstimation, from_slice_strict,
    from_slice_surplus, to_vec,
};
use ros_z_tests_wire::allocations::{Allocations, Watching, most_for, watch};
use ros_z_tests_wire::dynamic::check_dynamic;
use ros_z_tests_wire::generated_views::check_view;
use ros_z_tests_wire::random::Random;
use ros_z_tests_wire::recordings::{self, Recording, Visitor};

#[global_allocator]
static ALLOCATOR: Watching = Watching;

const DAMAGES: usize = 1_200;

/// Lengths that a damaged `u32` may have, in addition to lengths near the true one.
const LENGTHS: [u32; 8] = [0, 1, 2, 0xff, 0xffff, 0x7fff_ffff, 0x8000_0000, u32::MAX];

/// Results for the damaged messages.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    read: usize,
    refused: usize,
    /// The highest memory use for each byte of a message.
    most_per_byte: usize,
}

struct Damage {
    random: Random,
    count: Count,
    recording: Recording,
}

impl Damage {
    /// Damages a copy of the message in one to four places; most often in its first bytes, which contain the
    /// lengths.
    fn damaged(&mut self) -> Vec<u8> {
        let mut message = self.recording.bytes.clone();
        for _ in 0..1 + self.random.below(4) {
            let near = if self.random.chance(70) { 256 } else { usize::MAX };
            let at = self.random.below(message.len().clamp(1, near));
            let word = (at / 4 * 4)..(at / 4 * 4 + 4);
            match self.random.below(8) {
                0 => message.truncate(at),
                1 => {
                    message.drain(at.min(message.len())..message.len().min(at + 1 + self.random.below(16)));
                }
                2 => message.insert(at.min(message.len()), self.random.bits() as u8),
                3 => {
                    let length = LENGTHS[self.random.below(LENGTHS.len())];
                    if let Some(word) = message.get_mut(word) {
                        word.copy_from_slice(&length.to_le_bytes());
                    }
                }
                4 => {
                    if let Some(word) = message.get_mut(word)
                        && let Ok(bytes) = <[u8; 4]>::try_from(&*word)
                    {
                        let step = self.random.below(9) as u32;
                        let length = u32::from_le_bytes(bytes).wrapping_add(step).wrapping_sub(4);
                        word.copy_from_slice(&length.to_le_bytes());
                    }
                }
                // The other byte order, which changes every length.
                5 if message.len() > 1 => message[1] ^= 1,
                6 if !message.is_empty() => {
                    let at = at.min(message.len() - 1);
                    message[at] ^= 1 << self.random.below(8);
                }
                _ if !message.is_empty() => {
                    let at = at.min(message.len() - 1);
                    message[at] = self.random.bits() as u8;
                }
                _ => {}
            }
        }
        message
    }
}

impl Visitor for Damage {
    fn visit<T: RosMessage + SizeEstimation + HasView + for<'de> CdrDeserialize<'de>>(&mut self) {
        for index in 0..DAMAGES {
            let message = self.damaged();
            let (read, allocations) = watch(|| from_slice_surplus::<T>(&message));
            assert!(
                allocations.peak <= most_for(message.len()),
                "{}: {} bytes allocated for {}",
                self.recording.text("file"),
                allocations.peak,
                message.len()
            );
            let per_byte = allocations.peak / message.len().max(1);
            self.count.most_per_byte = self.count.most_per_byte.max(per_byte);
            check_view::<T>(&message);
            // As text and by paths, a message takes longer than otherwise.
            if index.is_multiple_of(16) {
                check_dynamic::<T>(&message);
            }
            let strict = from_slice_strict::<T>(&message);
            match read {
                Ok((value, surplus)) => {
                    self.count.read += 1;
                    match strict {
                        Ok(_) => assert_eq!(surplus, 0),
                        Err(DeserializeError::SurplusBytes { count, .. }) => assert_eq!(count, surplus),
                        Err(other) => panic!("{}: strictly {other}", self.recording.text("file")),
                    }
                    let written = to_vec(&value).expect("a message that was read is serializable");
                    assert_eq!(value.estimated_serialized_size(), written.len());
                }
                Err(error) => {
                    self.count.refused += 1;
                    assert_eq!(strict.err(), Some(error));
                }
            }
        }
    }
}

#[test]
fn reserved_memory_counts_until_it_is_freed() {
    let (_, allocations) = watch(|| {
        drop(Vec::<u8>::with_capacity(5_000));
        (Vec::<u8>::with_capacity(3_000), Vec::<u8>::with_capacity(4_000))
    });
    assert_eq!(
        allocations,
        Allocations {
            largest: 5_000,
            peak: 7_000
        }
    );
}

#[test]
fn damaged_recordings_are_read_or_refused_within_their_memory_limit() {
    let recordings = recordings::recordings();
    let recorded = recordings.len();
    let mut total = Count::default();
    for (index, recording) in recordings.into_iter().enumerate() {
        let type_name = recording.text("type").to_owned();
        let mut damage = Damage {
            random: Random::new(index as u64),
            count: Count::default(),
            recording,
        };
        recordings::visit(&type_name, &mut damage);
        let count = damage.count;
        assert_eq!(count.read + count.refused, DAMAGES);
        total.read += count.read;
        total.refused += count.refused;
        total.most_per_byte = total.most_per_byte.max(count.most_per_byte);
    }
    println!("{recorded} recordings, damaged {DAMAGES} times each: {total:?}");
    // If no damage, or every damage, led to an error, the test would prove nothing.
    assert!(total.read > recorded && total.refused > recorded);
}
