//! Vectored writes: several pieces of memory in one call of the system.

use super::error::McapError;
use std::io::{self, IoSlice, Write};

/// Writes all pieces, in as few calls as the system allows.
pub(crate) fn write_all(
    file: &mut impl Write,
    position: &mut u64,
    mut pieces: &mut [IoSlice<'_>],
) -> Result<(), McapError> {
    IoSlice::advance_slices(&mut pieces, 0);
    while !pieces.is_empty() {
        match file.write_vectored(pieces) {
            Ok(0) => return Err(io::Error::from(io::ErrorKind::WriteZero).into()),
            Ok(written) => {
                *position += written as u64;
                IoSlice::advance_slices(&mut pieces, written);
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes three bytes at a time.
    struct Slow(Vec<u8>);

    impl Write for Slow {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let len = bytes.len().min(3);
            self.0.extend_from_slice(&bytes[..len]);
            Ok(len)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn short_writes_are_continued() {
        let write = |file: &mut dyn Write| {
            let mut position = 0;
            let mut pieces = [b"abcd".as_slice(), b"", b"efghi"].map(IoSlice::new);
            write_all(&mut &mut *file, &mut position, &mut pieces).unwrap();
            position
        };
        let mut slow = Slow(Vec::new());
        assert_eq!((write(&mut slow), slow.0), (9, b"abcdefghi".to_vec()));
    }
}
