//! [`CdrReader`]: a cursor over an untrusted message. Checks every length against the remaining bytes before it
//! reads or reserves anything.
//!
//! Longer than other files: the fields of the cursor are private, so that all checks are in this file.

use crate::align::padding;
use crate::encapsulation::Encapsulation;
use crate::error::DeserializeError;
use crate::plain::text::ascii;
use crate::skipper::Skipper;
use byteorder::{BE, ByteOrder, LE};
use core::ffi::CStr;

/// Reads CDR of either byte order from a message, which is one slice or, in zenoh buffers, several.
#[derive(Clone, Debug)]
pub struct CdrReader<'de> {
    /// The rest of the current slice.
    rest: &'de [u8],
    position: usize,
    /// Bytes in the slices after the current one.
    beyond: usize,
    encapsulation: Encapsulation,
    #[cfg(feature = "zenoh-buffers")]
    source: &'de [zenoh_buffers::ZSlice],
}

macro_rules! read_number {
    ($($read:ident $number:ty, $function:ident;)*) => {$(
        #[doc = concat!("Reads a `", stringify!($number), "`, skipping padding first.")]
        ///
        /// # Errors
        /// [`DeserializeError::UnexpectedEnd`].
        #[inline]
        pub fn $read(&mut self) -> Result<$number, DeserializeError> {
            let bytes = self.read_aligned::<{ size_of::<$number>() }>()?;
            Ok(match self.encapsulation {
                Encapsulation::LittleEndian => LE::$function(&bytes),
                Encapsulation::BigEndian => BE::$function(&bytes),
            })
        }
    )*};
}

impl<'de> CdrReader<'de> {
    /// Starts after the header of a serialized message.
    ///
    /// # Errors
    /// As [`Encapsulation::split`].
    #[inline]
    pub fn new(message: &'de [u8]) -> Result<Self, DeserializeError> {
        let (encapsulation, body) = Encapsulation::split(message)?;
        Ok(Self {
            rest: body,
            position: 0,
            beyond: 0,
            encapsulation,
            #[cfg(feature = "zenoh-buffers")]
            source: &[],
        })
    }

    /// Like [`new`](Self::new), for a message in the slices of a zenoh buffer. Its `ZBuf` fields share that
    /// memory instead of copying it. The slices are not joined: a borrowed value must be within
    /// one slice.
    ///
    /// # Errors
    /// As [`new`](Self::new), and [`DeserializeError::Fragmented`] if the header is split between slices.
    #[cfg(feature = "zenoh-buffers")]
    pub fn from_zslices(message: &'de [zenoh_buffers::ZSlice]) -> Result<Self, DeserializeError> {
        let (first, rest) = message
            .split_first()
            .map_or((&[][..], &[][..]), |(first, rest)| (first.as_slice(), rest));
        let beyond = rest.iter().map(|slice| slice.len()).sum();
        if first.len() < crate::ENCAPSULATION_LEN && beyond > 0 {
            return Err(DeserializeError::Fragmented {
                needed: crate::ENCAPSULATION_LEN,
                position: 0,
            });
        }
        let mut reader = Self::new(first)?;
        reader.beyond = beyond;
        reader.source = message;
        Ok(reader)
    }

    /// Reads a part of a little-endian message that starts at `position`.
    #[inline]
    pub(crate) fn at(position: usize, body: &'de [u8]) -> Self {
        Self {
            rest: body,
            position,
            beyond: 0,
            encapsulation: Encapsulation::LittleEndian,
            #[cfg(feature = "zenoh-buffers")]
            source: &[],
        }
    }

    /// Byte order of the message.
    #[must_use]
    pub fn encapsulation(&self) -> Encapsulation {
        self.encapsulation
    }

    /// Bytes read since the CDR origin.
    #[inline]
    #[must_use]
    pub fn position(&self) -> usize {
        self.position
    }

    /// Bytes left. After the last member, these are surplus.
    #[inline]
    #[must_use]
    pub fn remaining(&self) -> usize {
        self.rest.len() + self.beyond
    }

    /// Reads `count` bytes as they are, without alignment.
    ///
    /// # Errors
    /// [`DeserializeError::UnexpectedEnd`], and [`DeserializeError::Fragmented`] if the bytes are split between
    /// slices.
    #[inline]
    pub fn read_bytes(&mut self, count: usize) -> Result<&'de [u8], DeserializeError> {
        match self.take(count) {
            Some(bytes) => Ok(bytes),
            None => self.aside(|reader| reader.read_bytes_beyond(count)),
        }
    }

    /// Passes over the values that `skip` accepts. Returns `false`, at the same position, if it does not accept them, if they
    /// are not in the current slice, or if the message is big-endian.
    #[inline]
    pub(crate) fn skip(&mut self, skip: impl FnOnce(&mut Skipper<'de>) -> bool) -> bool {
        if self.encapsulation != Encapsulation::LittleEndian {
            return false;
        }
        let mut skipper = Skipper::new(self.position, self.rest);
        let accepted = skip(&mut skipper);
        accepted && skipper.passed().is_some_and(|count| self.take(count).is_some())
    }

    /// The next `count` bytes, if the current slice contains them.
    #[inline]
    fn take(&mut self, count: usize) -> Option<&'de [u8]> {
        let (bytes, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        self.position += count;
        Some(bytes)
    }

    /// Reads a primitive of `N` bytes, in the byte order of the message, at the next multiple of `N`.
    ///
    /// # Errors
    /// [`DeserializeError::UnexpectedEnd`].
    #[inline]
    pub fn read_aligned<const N: usize>(&mut self) -> Result<[u8; N], DeserializeError> {
        let pad = padding(self.position, N);
        match self.take(pad + N).and_then(<[u8]>::last_chunk) {
            Some(chunk) => Ok(*chunk),
            None => self.aside(|reader| reader.read_aligned_beyond(pad)),
        }
    }

    /// Runs a rare case on a copy of the reader. The address of the reader itself is not taken, so that it
    /// stays in registers.
    #[inline]
    fn aside<R>(&mut self, read: impl FnOnce(&mut Self) -> R) -> R {
        let mut copy = self.clone();
        let result = read(&mut copy);
        *self = copy;
        result
    }

    /// Moves to the next slice if the current one is empty. Returns whether it did.
    #[cold]
    fn next_slice(&mut self) -> bool {
        #[cfg(feature = "zenoh-buffers")]
        if self.rest.is_empty()
            && let [_, rest @ ..] = self.source
            && let Some(next) = rest.first()
        {
            self.rest = next.as_slice();
            self.beyond -= next.len();
            self.source = rest;
            return true;
        }
        false
    }

    #[cold]
    fn read_bytes_beyond(&mut self, count: usize) -> Result<&'de [u8], DeserializeError> {
        if count > self.remaining() {
            return Err(self.unexpected_end(count));
        }
        while self.next_slice() {
            if let Some(bytes) = self.take(count) {
                return Ok(bytes);
            }
        }
        Err(DeserializeError::Fragmented {
            needed: count,
            position: self.position,
        })
    }

    /// Reads a primitive that starts in the next slice, or is split between two.
    #[cold]
    fn read_aligned_beyond<const N: usize>(&mut self, pad: usize) -> Result<[u8; N], DeserializeError> {
        if pad + N > self.remaining() {
            return Err(self.unexpected_end(pad + N));
        }
        let mut bytes = [0; N];
        for index in 0..pad + N {
            let byte = loop {
                match self.rest.split_first() {
                    Some((byte, rest)) => {
                        self.rest = rest;
                        break *byte;
                    }
                    None if self.next_slice() => {}
                    None => return Err(self.unexpected_end(pad + N - index)),
                }
            };
            self.position += 1;
            if let Some(slot) = index.checked_sub(pad).and_then(|index| bytes.get_mut(index)) {
                *slot = byte;
            }
        }
        Ok(bytes)
    }

    /// Reads a `u8`.
    ///
    /// # Errors
    /// [`DeserializeError::UnexpectedEnd`].
    #[inline]
    pub fn read_u8(&mut self) -> Result<u8, DeserializeError> {
        self.read_aligned().map(u8::from_le_bytes)
    }

    /// Reads an `i8`.
    ///
    /// # Errors
    /// [`DeserializeError::UnexpectedEnd`].
    #[inline]
    pub fn read_i8(&mut self) -> Result<i8, DeserializeError> {
        self.read_aligned().map(i8::from_le_bytes)
    }

    read_number! {
        read_u16 u16, read_u16;
        read_u32 u32, read_u32;
        read_u64 u64, read_u64;
        read_i16 i16, read_i16;
        read_i32 i32, read_i32;
        read_i64 i64, read_i64;
        read_f32 f32, read_f32;
        read_f64 f64, read_f64;
    }

    /// Reads the element count of a sequence whose elements take at least `min_size` bytes each.
    ///
    /// # Errors
    /// [`DeserializeError::LengthOverrun`] if the remaining bytes cannot contain that many elements,
    /// [`DeserializeError::UnexpectedEnd`] if the count itself is missing.
    #[inline]
    pub fn read_length(&mut self, min_size: usize) -> Result<usize, DeserializeError> {
        let length = self.read_u32()? as usize;
        let remaining = self.remaining();
        if length > remaining / min_size.max(1) {
            return Err(self.clone().length_overrun(length));
        }
        Ok(length)
    }

    #[cold]
    fn length_overrun(&self, length: usize) -> DeserializeError {
        DeserializeError::LengthOverrun {
            length,
            position: self.position(),
            remaining: self.remaining(),
        }
    }

    /// Reads a string in place. The string ends at its first NUL, as in rclpy and in C nodes. A length of 0 and
    /// a missing NUL are accepted, as in Fast-CDR.
    ///
    /// # Errors
    /// [`DeserializeError::InvalidUtf8`], and as [`read_length`](Self::read_length).
    #[inline]
    pub fn read_str(&mut self) -> Result<&'de str, DeserializeError> {
        let (start, bytes) = self.read_terminated()?;
        match ascii(bytes) {
            Some(text) => Ok(text),
            None => utf8(start, bytes),
        }
    }

    /// Reads a string as [`read_str`](Self::read_str) does, without the UTF-8 check.
    ///
    /// # Errors
    /// As [`read_length`](Self::read_length).
    pub fn read_string_bytes(&mut self) -> Result<&'de [u8], DeserializeError> {
        self.read_terminated().map(|(_, bytes)| up_to_nul(bytes))
    }

    /// Reads the bytes of a string without the terminating NUL, and returns them with their position. They may
    /// contain more NULs.
    #[inline]
    fn read_terminated(&mut self) -> Result<(usize, &'de [u8]), DeserializeError> {
        let length = self.read_u32()? as usize;
        let start = self.position;
        let bytes = match self.take(length) {
            Some(bytes) => bytes,
            None => self.aside(|reader| reader.read_counted_beyond(length))?,
        };
        Ok(match bytes {
            [text @ .., 0] => (start, text),
            bytes => (start, bytes),
        })
    }

    /// Reads `count` bytes of a string, where `count` comes from the wire.
    #[cold]
    fn read_counted_beyond(&mut self, count: usize) -> Result<&'de [u8], DeserializeError> {
        if count > self.remaining() {
            return Err(self.length_overrun(count));
        }
        self.read_bytes_beyond(count)
    }

    /// Reads `count` bytes as a zenoh buffer: shares the memory of a message [in zenoh
    /// slices](Self::from_zslices), copies otherwise.
    ///
    /// # Errors
    /// [`DeserializeError::UnexpectedEnd`].
    #[cfg(feature = "zenoh-buffers")]
    pub fn read_zbuf(&mut self, count: usize) -> Result<zenoh_buffers::ZBuf, DeserializeError> {
        if count > self.remaining() {
            return Err(self.unexpected_end(count));
        }
        if self.source.is_empty() {
            return self.read_bytes(count).map(|bytes| bytes.to_vec().into());
        }
        let mut buffer = zenoh_buffers::ZBuf::empty();
        let mut left = count;
        while left > 0 {
            if self.rest.is_empty() && !self.next_slice() {
                return Err(self.unexpected_end(left));
            }
            let here = left.min(self.rest.len());
            // The first slice also contains the header, so count from its end.
            let slice = self.source.first().and_then(|slice| {
                let start = slice.len().checked_sub(self.rest.len())?;
                slice.subslice(start..start + here)
            });
            match slice {
                Some(slice) => buffer.push_zslice(slice),
                None => return Err(self.unexpected_end(left)),
            }
            let _ = self.take(here);
            left -= here;
        }
        Ok(buffer)
    }

    /// Finishes reading.
    ///
    /// # Errors
    /// [`DeserializeError::SurplusBytes`] if anything is left.
    pub fn finish(self) -> Result<(), DeserializeError> {
        match self.remaining() {
            0 => Ok(()),
            count => Err(DeserializeError::SurplusBytes {
                count,
                position: self.position(),
            }),
        }
    }

    #[cold]
    fn unexpected_end(&self, needed: usize) -> DeserializeError {
        DeserializeError::UnexpectedEnd {
            needed,
            position: self.position(),
            remaining: self.remaining(),
        }
    }
}

/// The bytes before the first NUL.
fn up_to_nul(bytes: &[u8]) -> &[u8] {
    CStr::from_bytes_until_nul(bytes).map_or(bytes, CStr::to_bytes)
}

/// Checks text that starts at `position` and ends at the first NUL.
#[inline(never)]
fn utf8(position: usize, bytes: &[u8]) -> Result<&str, DeserializeError> {
    core::str::from_utf8(up_to_nul(bytes)).map_err(|error| DeserializeError::InvalidUtf8 {
        position: position + error.valid_up_to(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_byte_orders_are_read() {
        let little = [0, 1, 0, 0, 7, 0xff, 1, 2];
        let big = [0, 0, 0, 0, 7, 0xff, 2, 1];
        for message in [little, big] {
            let mut reader = CdrReader::new(&message).unwrap();
            assert_eq!(reader.read_bytes(1).unwrap(), [7]);
            assert_eq!(reader.read_u16().unwrap(), 0x0201);
            reader.finish().unwrap();
        }
    }

    #[test]
    fn a_length_beyond_the_message_is_refused_before_the_read() {
        let message = [0, 1, 0, 0, 0xff, 0xff, 0xff, 0xff, 1, 2];
        let mut reader = CdrReader::new(&message).unwrap();
        assert_eq!(
            reader.read_length(1).unwrap_err(),
            DeserializeError::LengthOverrun {
                length: 0xffff_ffff,
                position: 4,
                remaining: 2
            }
        );
    }

    // Fast-CDR writes neither, but reads both.
    #[test]
    fn a_string_can_have_length_zero_or_no_nul() {
        let message = [0, 1, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, b'h', b'i'];
        let mut reader = CdrReader::new(&message).unwrap();
        assert_eq!(reader.read_str().unwrap(), "");
        assert_eq!(reader.read_str().unwrap(), "hi");
    }

    // rclpy 7.1.6 reads the same from these bytes.
    #[test]
    fn a_string_ends_at_its_first_nul() {
        for (bytes, expected) in [
            (&b"\x07\0\0\0hello\0\0"[..], "hello"),
            (b"\x06\0\0\0he\0lo\0", "he"),
            (b"\x05\0\0\0he\0lo", "he"),
            (b"\x02\0\0\0\0\0", ""),
            (b"\x0c\0\0\0longer\0text\0", "longer"),
            (b"\x0a\0\0\0\xc3\xa9\0not \xe9\xe9\0", "é"),
        ] {
            let message = [&[0, 1, 0, 0], bytes, &[9]].concat();
            let mut reader = CdrReader::new(&message).unwrap();
            assert_eq!(reader.read_str().unwrap(), expected);
            assert_eq!(reader.read_u8().unwrap(), 9);
            let mut reader = CdrReader::new(&message).unwrap();
            assert_eq!(reader.read_string_bytes().unwrap(), expected.as_bytes());
        }
    }

    #[test]
    fn invalid_utf8_is_reported_with_its_position() {
        let message = [0, 1, 0, 0, 4, 0, 0, 0, b'h', 0xc3, 0x28, 0];
        let error = CdrReader::new(&message).unwrap().read_str().unwrap_err();
        assert_eq!(error, DeserializeError::InvalidUtf8 { position: 5 });
    }
    #[cfg(feature = "zenoh-buffers")]
    #[test]
    fn several_slices_are_read_like_one() {
        use zenoh_buffers::ZSlice;
        let message = [0u8, 1, 0, 0, 1, 9, 9, 9, 3, 0, 0, 0, 10, 11, 12, 9, 7, 0, 0, 0];
        for cut in 4..message.len() {
            for second in cut..message.len() {
                let slices: [ZSlice; 3] = [
                    message[..cut].to_vec().into(),
                    message[cut..second].to_vec().into(),
                    message[second..].to_vec().into(),
                ];
                let mut reader = CdrReader::from_zslices(&slices).unwrap();
                assert_eq!(reader.read_u8().unwrap(), 1);
                assert_eq!(reader.read_length(1).unwrap(), 3);
                let buffer = reader.read_zbuf(3).unwrap();
                let bytes: alloc::vec::Vec<u8> = buffer
                    .zslices()
                    .flat_map(|slice| slice.as_slice().to_vec())
                    .collect();
                assert_eq!(bytes, [10, 11, 12]);
                assert_eq!(reader.read_u32().unwrap(), 7);
                assert_eq!(reader.position(), 16);
                reader.finish().unwrap();
            }
        }
    }

    #[cfg(feature = "zenoh-buffers")]
    #[test]
    fn a_borrowed_value_must_be_within_one_slice() {
        let slices = [alloc::vec![0u8, 1, 0, 0, 1, 2].into(), alloc::vec![3u8, 4].into()];
        let mut reader = CdrReader::from_zslices(&slices).unwrap();
        assert_eq!(reader.read_bytes(2).unwrap(), [1, 2]);
        assert_eq!(reader.clone().read_bytes(2).unwrap(), [3, 4]);
        let mut reader = CdrReader::from_zslices(&slices).unwrap();
        assert_eq!(
            reader.read_bytes(3).unwrap_err(),
            DeserializeError::Fragmented {
                needed: 3,
                position: 0
            }
        );
    }
}
