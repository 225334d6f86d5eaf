//! Serializes a message in two steps: reserves a slot for each large field, and writes the small fields after
//! the user has filled the slots.

use crate::counting_writer::CountingWriter;
use crate::encapsulation::ENCAPSULATION_LEN;
use crate::error::SerializeError;
use crate::plain::loan_buffer::{LoanBuffer, Reservation};
use crate::traits::CdrSerialize;
use crate::writer::CdrWriter;

/// Counts a message and reserves slots in a buffer of its length.
struct ReservingWriter<'a> {
    counted: CountingWriter,
    buffer: &'a mut LoanBuffer,
}

impl CdrWriter for ReservingWriter<'_> {
    fn position(&self) -> usize {
        self.counted.position()
    }

    fn write_bytes(&mut self, bytes: &[u8]) -> Result<(), SerializeError> {
        self.counted.write_bytes(bytes)
    }

    fn write_filled(
        &mut self,
        count: usize,
        fill: impl FnOnce(&mut [u8]) -> Result<(), SerializeError>,
    ) -> Result<(), SerializeError> {
        self.counted.write_filled(count, fill)
    }

    fn reserve_slot(&mut self, len: usize, align: usize) -> Reservation {
        let offset = ENCAPSULATION_LEN.saturating_add(self.position());
        if !self.buffer.is_aligned(offset, align) {
            return Reservation::Refused;
        }
        match self.buffer.reserve(offset, len) {
            Some(slot) => {
                self.counted.skip(len);
                Reservation::Reserved(slot)
            }
            None => Reservation::Refused,
        }
    }
}

/// Reserves slots in `buffer` for the [`CdrSliceMut`](crate::CdrSliceMut) fields of the message.
///
/// # Errors
/// [`SerializeError`] if CDR cannot represent the message.
#[doc(hidden)]
pub fn reserve_slots<T: CdrSerialize>(message: &T, buffer: &mut LoanBuffer) -> Result<(), SerializeError> {
    message.serialize(&mut ReservingWriter {
        counted: CountingWriter::new(0),
        buffer,
    })
}

/// Writes the parts of the message between its slots and returns the length of the message. Returns `None` if a
/// field is no longer in its slot, or if a slot of the buffer exists outside of the message.
#[doc(hidden)]
pub fn finish_in_place<T: CdrSerialize>(message: &T, buffer: &mut LoanBuffer) -> Option<usize> {
    let mut writer = buffer.writer().ok()?;
    // The ordinary way of writing, which follows, reports the message's own errors.
    message.serialize(&mut writer).ok()?;
    let (written, skipped) = (writer.written(), writer.skipped());
    (skipped == buffer.live_slots()).then_some(written)
}

#[cfg(test)]
#[expect(
    unsafe_code,
    reason = "the lint applies to a macro in the crate that defines it"
)]
mod tests {
    use super::*;
    use crate::plain::aligned_buffer::AlignedBuffer;
    use crate::{CdrSliceMut, RosMessage, SizeEstimation, to_vec};
    use alloc::{string::String, vec, vec::Vec};

    #[derive(Clone, Copy, Debug, PartialEq, RosMessage)]
    #[ros(crate = crate, type_name = "t/msg/Point")]
    #[repr(C)]
    struct Point {
        x: f64,
        y: f64,
    }

    /// Two numbers with padding between them in memory.
    #[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage)]
    #[ros(crate = crate, type_name = "t/msg/Padded")]
    #[repr(C)]
    struct Padded {
        small: u8,
        large: f64,
    }

    #[derive(RosMessage)]
    #[ros(crate = crate, type_name = "t/msg/Part", loan = Part)]
    struct OwnedPart {
        data: Vec<u8>,
    }

    #[derive(RosMessage)]
    #[ros(crate = crate, type_name = "t/msg/Whole", loan = Whole)]
    struct OwnedWhole {
        frame: String,
        points: Vec<Point>,
        parts: Vec<OwnedPart>,
        padded: Vec<Padded>,
        tail: u32,
    }

    fn reserved(frame: &str) -> Whole {
        Whole {
            frame: frame.into(),
            points: CdrSliceMut::zeroed(3),
            parts: vec![
                Part {
                    data: CdrSliceMut::reserve(5),
                },
                Part {
                    data: CdrSliceMut::reserve(0),
                },
                Part {
                    data: CdrSliceMut::reserve(300),
                },
            ],
            padded: CdrSliceMut::reserve(2),
            tail: 7,
        }
    }

    fn fill(whole: &mut Whole) {
        whole.points[1].y = 2.5;
        for (n, part) in (1..).zip(&mut whole.parts) {
            part.data.fill(n);
        }
        whole.padded[0].small = 9;
        whole.padded[1].large = -1.0;
    }

    /// The same message, with vectors.
    fn owned(whole: &Whole) -> OwnedWhole {
        OwnedWhole {
            frame: whole.frame.clone(),
            points: whole.points.to_vec(),
            parts: whole
                .parts
                .iter()
                .map(|part| OwnedPart {
                    data: part.data.to_vec(),
                })
                .collect(),
            padded: whole.padded.to_vec(),
            tail: whole.tail,
        }
    }

    /// Reserves the slots of a message in memory that contains stale bytes.
    fn with_slots(whole: &Whole) -> LoanBuffer {
        let mut buffer = AlignedBuffer::new(whole.estimated_serialized_size());
        buffer.as_mut().fill(0xA5);
        let mut buffer = LoanBuffer::on_heap(buffer);
        reserve_slots(whole, &mut buffer).expect("serializable");
        buffer
    }

    fn finish(whole: Whole, buffer: LoanBuffer, len: usize) -> Vec<u8> {
        drop(whole);
        let mut owner = buffer.into_owner().expect("no slot is left");
        let mut buffer = owner.take::<AlignedBuffer>().expect("heap memory");
        buffer.truncate(len);
        buffer.as_ref().to_vec()
    }

    #[test]
    fn a_loan_has_the_bytes_of_an_ordinary_message() {
        for frame in ["", "m", "map", "base_link", "camera/left"] {
            let mut whole = reserved(frame);
            let mut buffer = with_slots(&whole);
            assert!(whole.points.is_in_place() && whole.parts[0].data.is_in_place());
            assert!(!whole.padded.is_in_place(), "memory differs from the wire");
            fill(&mut whole);
            whole.tail = 8;
            let expected = to_vec(&owned(&whole)).expect("serializable");
            let len = finish_in_place(&whole, &mut buffer).expect("all fields are in their slots");
            assert_eq!(finish(whole, buffer, len), expected, "{frame}");
        }
    }

    #[test]
    fn a_sequence_can_be_truncated_in_place() {
        let mut whole = reserved("map");
        let mut buffer = with_slots(&whole);
        fill(&mut whole);
        whole.parts[2].data.truncate(100);
        assert_eq!(whole.parts[2].data.len(), 100);
        let expected = to_vec(&owned(&whole)).expect("serializable");
        let len = finish_in_place(&whole, &mut buffer).expect("only small fields follow");
        assert!(len < buffer.len());
        assert_eq!(finish(whole, buffer, len), expected);
    }

    #[test]
    fn moved_fields_are_detected() {
        let mut whole = reserved("map");
        let mut buffer = with_slots(&whole);
        fill(&mut whole);
        whole.frame.push_str("_frame");
        assert_eq!(finish_in_place(&whole, &mut buffer), None, "all fields moved");
        let copy = to_vec(&whole).expect("serializable");
        assert_eq!(copy, to_vec(&owned(&whole)).expect("serializable"));

        let mut whole = reserved("map");
        let mut buffer = with_slots(&whole);
        let taken = core::mem::take(&mut whole.parts[2].data);
        assert_eq!(
            finish_in_place(&whole, &mut buffer),
            None,
            "a field was moved out"
        );
        drop(taken);

        let mut whole = reserved("map");
        let mut buffer = with_slots(&whole);
        let (first, rest) = whole.parts.split_first_mut().expect("three parts");
        core::mem::swap(&mut first.data, &mut rest[1].data);
        assert_eq!(
            finish_in_place(&whole, &mut buffer),
            None,
            "two fields were swapped"
        );
        assert_eq!(to_vec(&whole), to_vec(&owned(&whole)));
    }

    #[test]
    fn a_field_that_was_moved_out_outlives_its_message() {
        let mut whole = reserved("map");
        let buffer = with_slots(&whole);
        let mut taken = core::mem::take(&mut whole.parts[2].data);
        drop(whole);
        let buffer = buffer.into_owner().expect_err("a slot is left");
        taken.fill(3);
        drop(buffer);
        assert!(taken.iter().all(|byte| *byte == 3));
    }

    #[test]
    fn elements_without_access_are_written_as_zeros() {
        let bytes = to_vec(&reserved("map")).expect("serializable");
        let mut expected = reserved("map");
        expected.parts[2].data.fill(0);
        assert_eq!(bytes, to_vec(&owned(&expected)).expect("serializable"));
    }

    #[test]
    fn unaligned_elements_are_not_in_place() {
        let mut whole = reserved("map");
        let buffer = AlignedBuffer::new(whole.estimated_serialized_size() + 1);
        let mut buffer = LoanBuffer::on_heap(buffer).without_first_byte();
        reserve_slots(&whole, &mut buffer).expect("serializable");
        assert!(!whole.points.is_in_place() && whole.parts[0].data.is_in_place());
        fill(&mut whole);
        let expected = to_vec(&owned(&whole)).expect("serializable");
        let len = finish_in_place(&whole, &mut buffer).expect("all fields are in their slots");
        drop(whole);
        let mut owner = buffer.into_owner().expect("no slot is left");
        let buffer = owner.take::<AlignedBuffer>().expect("heap memory");
        assert_eq!(buffer.as_ref()[1..][..len], expected);
    }
}
