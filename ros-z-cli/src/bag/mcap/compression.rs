//! The compression of chunks: zstd, LZ4 frames, or none. Decompression is bounded, because a hostile file can claim
//! any size.

use super::error::McapError;
use std::fmt;
use std::io::{self, Read, Write};
use std::str::FromStr;

/// Bytes that every chunk may take in memory.
const MIN_LIMIT: u64 = 64 << 20;
/// Maximum bytes in memory for each byte in the file, for chunks that take more than [`MIN_LIMIT`].
const MAX_RATIO: u64 = 1024;
/// Logarithm of the largest window of zstd, which is also zstd's own default for untrusted data.
const MAX_WINDOW_LOG: u32 = 27;

/// The compression of a chunk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Compression {
    #[default]
    None,
    Zstd,
    Lz4,
}

impl Compression {
    /// The name in a chunk.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Zstd => "zstd",
            Self::Lz4 => "lz4",
        }
    }

    /// The compression with a name that a chunk has.
    pub(crate) fn of_chunk(name: &str) -> Result<Self, McapError> {
        match name {
            "" | "none" => Ok(Self::None),
            "zstd" => Ok(Self::Zstd),
            "lz4" => Ok(Self::Lz4),
            other => Err(McapError::UnknownCompression { name: other.into() }),
        }
    }

    /// Compresses the records of a chunk to the end of `out`.
    pub(crate) fn compress(self, records: &[u8], out: &mut Vec<u8>) -> Result<(), McapError> {
        match self {
            Self::None => out.extend_from_slice(records),
            Self::Zstd => zstd::stream::copy_encode(records, out, 1)?,
            Self::Lz4 => {
                let mut encoder = lz4_flex::frame::FrameEncoder::new(out);
                encoder.write_all(records)?;
                encoder.finish().map_err(io::Error::from)?;
            }
        }
        Ok(())
    }

    /// Decompresses as much of the records of a chunk as `compressed` contains, at most `size` bytes, and returns them
    /// with the error that ended it.
    pub(crate) fn decompress(self, compressed: &[u8], size: u64) -> (Vec<u8>, Option<McapError>) {
        let limit = MIN_LIMIT.max(MAX_RATIO.saturating_mul(compressed.len() as u64));
        if size > limit {
            let error = McapError::ChunkTooLarge {
                compressed: compressed.len() as u64,
                uncompressed: size,
                limit,
            };
            return (Vec::new(), Some(error));
        }
        let mut records = Vec::new();
        // The vector grows with the bytes that are really there.
        let outcome = match self {
            Self::None => {
                let len = usize::try_from(size).unwrap_or(usize::MAX).min(compressed.len());
                records.extend_from_slice(&compressed[..len]);
                Ok(())
            }
            Self::Zstd => zstd::stream::read::Decoder::with_buffer(compressed).and_then(|mut decoder| {
                decoder.window_log_max(MAX_WINDOW_LOG)?;
                read(decoder, size, &mut records)
            }),
            Self::Lz4 => read(lz4_flex::frame::FrameDecoder::new(compressed), size, &mut records),
        };
        (
            records,
            outcome.err().map(|source| McapError::Compression { source }),
        )
    }
}

/// Reads at most `size` bytes, and keeps those before an error.
fn read(decoder: impl Read, size: u64, records: &mut Vec<u8>) -> io::Result<()> {
    let mut decoder = decoder.take(size);
    let mut buffer = vec![0; 64 << 10];
    loop {
        match decoder.read(&mut buffer) {
            Ok(0) if records.len() as u64 == size => return Ok(()),
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(len) => records.extend_from_slice(&buffer[..len]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

impl FromStr for Compression {
    type Err = String;

    /// Parses the value of `--compress`.
    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "none" => Ok(Self::None),
            "zstd" => Ok(Self::Zstd),
            "lz4" => Ok(Self::Lz4),
            _ => Err("expected zstd, lz4 or none".into()),
        }
    }
}

impl fmt::Display for Compression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "none",
            compressed => compressed.name(),
        })
    }
}
