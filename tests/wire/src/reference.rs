//! A second CDR serializer, as simple as possible: one primitive at a time, in either byte order. It shares
//! only the types with the library. Tests compare generated values with its bytes.

use std::sync::Arc;

use bytes::Bytes;
use zenoh_buffers::ZBuf;
use zenoh_buffers::buffer::SplitBuffer;

/// A message under construction.
#[derive(Debug)]
pub struct Out {
    bytes: Vec<u8>,
    big_endian: bool,
}

impl Out {
    /// Aligns, and appends a number of `N` bytes, passed in little-endian order.
    pub fn number<const N: usize>(&mut self, mut bytes: [u8; N]) {
        while !(self.bytes.len() - 4).is_multiple_of(N) {
            self.bytes.push(0);
        }
        if self.big_endian {
            bytes.reverse();
        }
        self.bytes.extend(bytes);
    }

    /// Appends a count of elements.
    ///
    /// # Panics
    /// If the count is above `u32::MAX`.
    pub fn count(&mut self, count: usize) {
        self.number(u32::try_from(count).expect("the sequence is short").to_le_bytes());
    }

    /// Appends a wide string.
    pub fn wide(&mut self, text: &str) {
        let units: Vec<u16> = text.encode_utf16().collect();
        self.count(units.len());
        units
            .iter()
            .for_each(|unit| self.number(u32::from(*unit).to_le_bytes()));
    }
}

/// Serializes a value, one primitive at a time.
pub trait Reference {
    /// Appends the value.
    fn write(&self, out: &mut Out);

    /// Returns the whole message, header included.
    fn message(&self, big_endian: bool) -> Vec<u8> {
        let bytes = vec![0, u8::from(!big_endian), 0, 0];
        let mut out = Out { bytes, big_endian };
        self.write(&mut out);
        out.bytes
    }
}

macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl Reference for $number {
            fn write(&self, out: &mut Out) {
                out.number(self.to_le_bytes());
            }
        }
    )*};
}

numbers!(u8, u16, u32, u64, i8, i16, i32, i64, f32, f64);

impl Reference for bool {
    fn write(&self, out: &mut Out) {
        out.number([u8::from(*self)]);
    }
}

impl Reference for str {
    fn write(&self, out: &mut Out) {
        out.count(self.len() + 1);
        out.bytes.extend(self.bytes());
        out.bytes.push(0);
    }
}

impl<T: Reference> Reference for [T] {
    fn write(&self, out: &mut Out) {
        out.count(self.len());
        self.iter().for_each(|item| item.write(out));
    }
}

impl<T: Reference, const N: usize> Reference for [T; N] {
    fn write(&self, out: &mut Out) {
        self.iter().for_each(|item| item.write(out));
    }
}

impl<T: Reference> Reference for Vec<T> {
    fn write(&self, out: &mut Out) {
        self.as_slice().write(out);
    }
}

impl<T: Reference + ?Sized> Reference for Box<T> {
    fn write(&self, out: &mut Out) {
        self.as_ref().write(out);
    }
}

impl<T: Reference + ?Sized> Reference for Arc<T> {
    fn write(&self, out: &mut Out) {
        self.as_ref().write(out);
    }
}

impl Reference for String {
    fn write(&self, out: &mut Out) {
        self.as_str().write(out);
    }
}

impl Reference for Bytes {
    fn write(&self, out: &mut Out) {
        self.as_ref().write(out);
    }
}

impl Reference for ZBuf {
    fn write(&self, out: &mut Out) {
        self.contiguous().as_ref().write(out);
    }
}
