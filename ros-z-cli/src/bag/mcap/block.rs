//! A block: a chunk, or messages outside of chunks, and the messages in it. `reader` finds the blocks of a file.

use super::compression::Compression;
use super::error::McapError;
use super::record::{ChunkHeader, MessageHeader, opcode};
use super::walk::Walk;
use std::borrow::Cow;

/// The place of a block in a file, and the times of its messages.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Block {
    pub(crate) kind: BlockKind,
    pub(crate) start_time: u64,
    pub(crate) end_time: u64,
}

/// The kind of a block.
#[derive(Clone, Copy, Debug)]
pub(crate) enum BlockKind {
    /// A chunk at this position.
    Chunk(usize),
    /// Messages outside of chunks, from one position to another.
    Messages(usize, usize),
}

/// The records of a block, and where its messages are.
#[derive(Debug)]
pub(crate) struct Contents<'a> {
    records: Cow<'a, [u8]>,
    /// Time and position of each message.
    messages: Vec<(u64, usize)>,
    /// The error after the last record that was read.
    pub(crate) problem: Option<McapError>,
    /// Whether the file ends within the block.
    pub(crate) is_cut: bool,
}

impl Block {
    /// Reads the block of a file. If it is damaged, the contents are what is before the damage.
    pub(crate) fn read<'a>(&self, file: &'a [u8]) -> Contents<'a> {
        match self.kind {
            BlockKind::Messages(start, end) => Contents::new(
                Cow::Borrowed(file.get(start..end).unwrap_or_default()),
                None,
                false,
            ),
            BlockKind::Chunk(position) => Contents::of_chunk(file, position),
        }
    }
}

impl<'a> Contents<'a> {
    fn of_chunk(file: &'a [u8], position: usize) -> Self {
        let failed = |error, is_cut| Self::new(Cow::Borrowed(&[]), Some(error), is_cut);
        let place = position as u64;
        let chunk = Walk::new(file, position).next();
        let Some(chunk) = chunk.filter(|chunk| chunk.opcode == opcode::CHUNK) else {
            return failed(McapError::TooShort { position: place }, false);
        };
        let (header, records) = match ChunkHeader::parse(chunk.body, place) {
            Ok(parts) => parts,
            Err(error) => return failed(error, chunk.is_cut),
        };
        let compression = match Compression::of_chunk(header.compression) {
            Ok(compression) => compression,
            Err(error) => return failed(error, chunk.is_cut),
        };
        let size = usize::try_from(header.size).unwrap_or(usize::MAX);
        let is_cut = size > records.len();
        let records = &records[..size.min(records.len())];
        let (records, problem) = match compression {
            Compression::None => (Cow::Borrowed(records), None),
            compressed => {
                let (records, problem) = compressed.decompress(records, header.uncompressed_size);
                (Cow::Owned(records), problem.filter(|_| !is_cut))
            }
        };
        let problem = problem.or_else(|| {
            let expected = header.uncompressed_crc;
            let found = match expected == 0 || is_cut {
                true => expected,
                false => crc32fast::hash(&records),
            };
            (found != expected).then_some(McapError::Checksum { expected, found })
        });
        Self::new(records, problem, is_cut)
    }

    /// Finds the messages in records.
    fn new(records: Cow<'a, [u8]>, problem: Option<McapError>, is_cut: bool) -> Self {
        let mut contents = Self {
            records,
            messages: Vec::new(),
            problem,
            is_cut,
        };
        let mut walk = Walk::new(&contents.records, 0);
        for record in walk.by_ref().filter(|record| record.opcode == opcode::MESSAGE) {
            if record.is_cut {
                break;
            }
            match MessageHeader::parse(record.body, record.position as u64) {
                Ok((header, _)) => contents.messages.push((header.log_time, record.position)),
                Err(error) => {
                    contents.problem.get_or_insert(error);
                    break;
                }
            }
        }
        let end = walk.position();
        if end < contents.records.len() && !contents.is_cut {
            contents
                .problem
                .get_or_insert(McapError::TooShort { position: end as u64 });
        }
        contents
    }

    /// Sorts the messages by time. Messages of the same time stay in their order.
    pub(crate) fn sort(&mut self) {
        self.messages.sort_by_key(|(time, _)| *time);
    }

    /// Returns the number of messages.
    pub(crate) fn len(&self) -> usize {
        self.messages.len()
    }

    /// Returns the time of a message.
    pub(crate) fn time(&self, index: usize) -> Option<u64> {
        self.messages.get(index).map(|(time, _)| *time)
    }

    /// Returns a message.
    pub(crate) fn message(&self, index: usize) -> Option<(MessageHeader, &[u8])> {
        let (_, position) = self.messages.get(index)?;
        let record = Walk::new(&self.records, *position).next()?;
        MessageHeader::parse(record.body, *position as u64).ok()
    }

    /// Returns all records of the block.
    pub(crate) fn records(&self) -> Walk<'_> {
        Walk::new(&self.records, 0)
    }

    /// Returns the memory that the block takes besides the file.
    pub(crate) fn memory(&self) -> usize {
        match &self.records {
            Cow::Borrowed(_) => 0,
            Cow::Owned(records) => records.len(),
        }
    }
}
