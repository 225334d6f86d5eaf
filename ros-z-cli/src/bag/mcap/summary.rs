//! [`Summary`]: the records at the end of a finished file. A file that was cut has none.

use super::error::McapError;
use super::fields::Fields;
use super::record::{ChannelRecord, MAGIC, PREFIX_LEN, SchemaRecord, Statistics, opcode};
use super::walk::Walk;
use std::collections::{BTreeMap, HashMap};

/// Bytes of the fields of a footer.
const FOOTER_LEN: usize = 20;

/// The chunk at a position, as the index describes it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct IndexedChunk {
    /// Bytes of the chunk and of its message indexes.
    pub(crate) len: usize,
    pub(crate) start_time: u64,
    pub(crate) end_time: u64,
}

/// The summary of a finished file.
#[derive(Debug, Default)]
pub(crate) struct Summary {
    pub(crate) schemas: BTreeMap<u16, SchemaRecord>,
    pub(crate) channels: BTreeMap<u16, ChannelRecord>,
    pub(crate) statistics: Option<Statistics>,
    /// Chunks by their positions.
    pub(crate) chunks: HashMap<usize, IndexedChunk>,
}

impl Summary {
    /// Reads the summary of a file. Returns `None` if there is none, or if it is not valid: everything in it is in the
    /// other parts of the file, too.
    pub(crate) fn read(file: &[u8]) -> Option<Self> {
        let end = file.strip_suffix(&MAGIC)?.len();
        let footer_start = end.checked_sub(PREFIX_LEN + FOOTER_LEN)?;
        let footer = Walk::new(file.get(..end)?, footer_start).next()?;
        if footer.opcode != opcode::FOOTER || footer.is_cut {
            return None;
        }
        let start = Fields::new(footer.body, 0)
            .u64()
            .ok()
            .filter(|&start| start > 0)?;
        let start = usize::try_from(start).ok()?;
        Self::parse(file.get(..footer_start)?, start).ok()
    }

    fn parse(file: &[u8], start: usize) -> Result<Self, McapError> {
        let mut summary = Self::default();
        let mut walk = Walk::new(file, start);
        for record in walk.by_ref() {
            let position = record.position as u64;
            if record.is_cut {
                return Err(McapError::TooShort { position });
            }
            match record.opcode {
                opcode::SCHEMA => {
                    let (id, schema) = SchemaRecord::parse(record.body, position)?;
                    summary.schemas.insert(id, schema);
                }
                opcode::CHANNEL => {
                    let (id, channel) = ChannelRecord::parse(record.body, position)?;
                    summary.channels.insert(id, channel);
                }
                opcode::STATISTICS => {
                    summary.statistics = Some(Statistics::parse(record.body, position)?);
                }
                opcode::CHUNK_INDEX => {
                    let (place, chunk) = IndexedChunk::parse(record.body, position)?;
                    summary.chunks.insert(place, chunk);
                }
                _ => {}
            }
        }
        Ok(summary)
    }
}

impl IndexedChunk {
    /// Reads a chunk index, and returns it with the position of the chunk.
    fn parse(record: &[u8], position: u64) -> Result<(usize, Self), McapError> {
        let too_large = |_| McapError::TooShort { position };
        let mut fields = Fields::new(record, position);
        let start_time = fields.u64()?;
        let end_time = fields.u64()?;
        let place = usize::try_from(fields.u64()?).map_err(too_large)?;
        let chunk_len = fields.u64()?;
        let _offsets = fields.prefixed()?;
        let len = chunk_len.saturating_add(fields.u64()?);
        let chunk = Self {
            len: usize::try_from(len).map_err(too_large)?,
            start_time,
            end_time,
        };
        Ok((place, chunk))
    }
}
