//! Numbers and `bool`: their bytes, aligned to their size.

use crate::align::round_up;
use crate::error::{DeserializeError, SerializeError};
use crate::plain::layout::{Layout, Read, Write};
use crate::reader::CdrReader;
use crate::skipper::Skipper;
use crate::traits::{CdrDeserialize, CdrSerialize};
use crate::writer::CdrWriter;
use alloc::vec::Vec;

/// A number of `N` bytes.
pub trait Number<const N: usize> {
    /// Returns its bytes in little-endian order.
    fn to_wire(&self) -> [u8; N];
}

macro_rules! numbers {
    ($($number:ty, $read:ident;)*) => {$(
        impl CdrSerialize for $number {
            const WRITE_LAYOUT: Layout<Self, Write> = Layout::<$number, _>::PRIMITIVE;

            #[inline]
            fn serialize<W: CdrWriter>(&self, writer: &mut W) -> Result<(), SerializeError> {
                writer.write_aligned(self.to_le_bytes())
            }

            #[inline]
            fn measure(&self, position: usize) -> usize {
                round_up(position, size_of::<Self>()).wrapping_add(size_of::<Self>())
            }
        }

        impl Number<{ size_of::<$number>() }> for $number {
            #[inline]
            fn to_wire(&self) -> [u8; size_of::<$number>()] {
                self.to_le_bytes()
            }
        }

        impl CdrDeserialize<'_> for $number {
            const READ_LAYOUT: Layout<Self, Read> = Layout::<$number, _>::PRIMITIVE;

            #[inline]
            fn deserialize(reader: &mut CdrReader<'_>) -> Result<Self, DeserializeError> {
                reader.$read()
            }

            #[inline]
            fn skip(skipper: &mut Skipper<'_>) -> bool {
                skipper.number::<{ size_of::<$number>() }>()
            }

            /// Only called for the other byte order; an array in that of the host is copied.
            fn deserialize_array<const N: usize>(
                reader: &mut CdrReader<'_>,
            ) -> Option<Result<[Self; N], DeserializeError>> {
                let mut array = [Self::default(); N];
                let read = array
                    .iter_mut()
                    .try_for_each(|item| reader.$read().map(|number| *item = number));
                Some(read.map(|()| array))
            }
        }
    )*};
}

numbers! {
    i8, read_i8; i16, read_i16; i32, read_i32; i64, read_i64;
    u8, read_u8; u16, read_u16; u32, read_u32; u64, read_u64;
    f32, read_f32; f64, read_f64;
}

impl CdrSerialize for bool {
    const WRITE_LAYOUT: Layout<Self, Write> = Layout::BOOL;

    #[inline]
    fn serialize<W: CdrWriter>(&self, writer: &mut W) -> Result<(), SerializeError> {
        writer.write_aligned([u8::from(*self)])
    }

    #[inline]
    fn measure(&self, position: usize) -> usize {
        position.wrapping_add(1)
    }
}

impl CdrDeserialize<'_> for bool {
    #[inline]
    fn deserialize(reader: &mut CdrReader<'_>) -> Result<Self, DeserializeError> {
        let position = reader.position();
        match reader.read_u8()? {
            0 => Ok(false),
            1 => Ok(true),
            value => Err(DeserializeError::InvalidBool { value, position }),
        }
    }

    #[inline]
    fn skip(skipper: &mut Skipper<'_>) -> bool {
        skipper.boolean()
    }

    fn deserialize_array<const N: usize>(
        reader: &mut CdrReader<'_>,
    ) -> Option<Result<[Self; N], DeserializeError>> {
        Some(checked_bools(reader, N).map(|bytes| {
            let mut array = [false; N];
            for (item, byte) in array.iter_mut().zip(bytes) {
                *item = *byte == 1;
            }
            array
        }))
    }

    #[inline]
    fn deserialize_elements(
        reader: &mut CdrReader<'_>,
        count: usize,
    ) -> Option<Result<Vec<Self>, DeserializeError>> {
        Some(read_bools(reader, count))
    }
}

fn read_bools(reader: &mut CdrReader<'_>, count: usize) -> Result<Vec<bool>, DeserializeError> {
    Ok(checked_bools(reader, count)?
        .iter()
        .map(|&byte| byte == 1)
        .collect())
}

/// The bytes of `count` values, of which each is 0 or 1.
fn checked_bools<'de>(reader: &mut CdrReader<'de>, count: usize) -> Result<&'de [u8], DeserializeError> {
    let start = reader.position();
    let bytes = reader.read_bytes(count)?;
    // Without an early exit the compiler vectorizes the loop.
    if bytes.iter().fold(0, |all, byte| all | byte) > 1
        && let Some(index) = bytes.iter().position(|&byte| byte > 1)
    {
        return Err(DeserializeError::InvalidBool {
            value: bytes[index],
            position: start + index,
        });
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use crate::entry::from_slice;
    use crate::error::DeserializeError;

    #[test]
    fn a_bool_is_zero_or_one() {
        assert_eq!(from_slice::<bool>(&[0, 1, 0, 0, 1]), Ok(true));
        assert_eq!(
            from_slice::<bool>(&[0, 1, 0, 0, 2]),
            Err(DeserializeError::InvalidBool {
                value: 2,
                position: 0
            })
        );
    }
}
