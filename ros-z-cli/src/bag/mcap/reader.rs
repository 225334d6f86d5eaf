//! [`Mcap`]: a file in memory, and its messages in the order of the file or of time. A file that was cut is read up to
//! the cut. `block` reads single chunks.

use super::block::{Block, BlockKind, Contents};
use super::error::McapError;
use super::record::{ChannelRecord, ChunkHeader, MAGIC, MessageHeader, SchemaRecord, Statistics, opcode};
use super::summary::Summary;
use super::walk::{RawRecord, Walk};
use std::collections::{BTreeMap, HashMap};

/// Most bytes of definitions and topics that are kept, besides the size of the file. Compressed ones can be larger than
/// the file.
const MAX_DEFINITIONS: usize = 64 << 20;

/// An MCAP file.
#[derive(Debug)]
pub(crate) struct Mcap<'a> {
    file: &'a [u8],
    blocks: Vec<Block>,
    schemas: BTreeMap<u16, SchemaRecord>,
    channels: BTreeMap<u16, ChannelRecord>,
    statistics: Statistics,
    end: End,
    /// The first damage, by the position of its block, and the number of damaged blocks.
    damage: Option<(McapError, usize)>,
    /// Bytes of schemas and channels.
    definitions: usize,
}

/// How a file ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// The writer finished it.
    Finished,
    /// It was cut, or the bytes from this position on are not MCAP.
    Cut(usize),
}

/// A message, in the memory of the file or of its chunk.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Message<'a> {
    pub(crate) header: MessageHeader,
    pub(crate) payload: &'a [u8],
}

impl<'a> Mcap<'a> {
    /// Finds the blocks and the channels of a file. Without a summary, reads the file once.
    ///
    /// # Errors
    /// [`McapError::Magic`] if it is not an MCAP file. Damage later in the file is not an error: see [`damage`](Self::damage).
    pub(crate) fn new(file: &'a [u8]) -> Result<Self, McapError> {
        // A recorder that was killed can leave a file without its first bytes.
        if !file.starts_with(&MAGIC) && !MAGIC.starts_with(file) {
            return Err(McapError::Magic);
        }
        let summary = Summary::read(file).unwrap_or_default();
        let mut mcap = Self {
            file,
            blocks: Vec::new(),
            schemas: summary.schemas,
            channels: summary.channels,
            statistics: Statistics::default(),
            end: End::Finished,
            damage: None,
            definitions: 0,
        };
        mcap.find_blocks(&summary.chunks);
        let is_complete = |statistics: &Statistics| statistics.channel_count as usize <= mcap.channels.len();
        match summary.statistics.filter(is_complete) {
            Some(statistics) => mcap.statistics = statistics,
            None => mcap.count(),
        }
        Ok(mcap)
    }

    /// Walks over the file. The index of chunks saves reading their headers, one page of the file each.
    fn find_blocks(&mut self, indexed: &HashMap<usize, super::summary::IndexedChunk>) {
        let mut walk = Walk::new(self.file, MAGIC.len());
        loop {
            let position = walk.position();
            if let Some(chunk) = indexed.get(&position)
                && let Some(end) = position.checked_add(chunk.len)
                && (position + 1..=self.file.len()).contains(&end)
            {
                self.blocks.push(Block {
                    kind: BlockKind::Chunk(position),
                    start_time: chunk.start_time,
                    end_time: chunk.end_time,
                });
                walk.skip_to(end);
                continue;
            }
            let Some(record) = walk.next() else {
                self.end = End::Cut(position);
                return;
            };
            if !record.is_cut && matches!(record.opcode, opcode::DATA_END | opcode::FOOTER) {
                return;
            }
            if self.add(&record, walk.position()).is_err() || record.is_cut {
                self.end = End::Cut(position);
                return;
            }
        }
    }

    /// Adds a record outside of chunks, which ends at `end`.
    fn add(&mut self, record: &RawRecord<'_>, end: usize) -> Result<(), McapError> {
        let place = record.position as u64;
        match record.opcode {
            opcode::CHUNK => {
                let (header, _) = ChunkHeader::parse(record.body, place)?;
                self.blocks.push(Block {
                    kind: BlockKind::Chunk(record.position),
                    start_time: header.start_time,
                    end_time: header.end_time,
                });
            }
            opcode::MESSAGE if !record.is_cut => {
                let time = MessageHeader::parse(record.body, place)?.0.log_time;
                if let Some(Block {
                    kind: BlockKind::Messages(_, last),
                    start_time,
                    end_time,
                }) = self.blocks.last_mut()
                    && *last == record.position
                {
                    *last = end;
                    *start_time = time.min(*start_time);
                    *end_time = time.max(*end_time);
                } else {
                    self.blocks.push(Block {
                        kind: BlockKind::Messages(record.position, end),
                        start_time: time,
                        end_time: time,
                    });
                }
            }
            _ if record.is_cut => {}
            _ => self.define(record)?,
        }
        Ok(())
    }

    /// Keeps a schema or a channel, the first one of each id.
    fn define(&mut self, record: &RawRecord<'_>) -> Result<(), McapError> {
        let place = record.position as u64;
        let is_known = |id: &[u8], known: &dyn Fn(u16) -> bool| {
            id.first_chunk().is_some_and(|id| known(u16::from_le_bytes(*id)))
        };
        let known = match record.opcode {
            opcode::SCHEMA => is_known(record.body, &|id| self.schemas.contains_key(&id)),
            opcode::CHANNEL => is_known(record.body, &|id| self.channels.contains_key(&id)),
            _ => true,
        };
        let limit = self.file.len().saturating_add(MAX_DEFINITIONS);
        if known || self.definitions.saturating_add(record.body.len()) > limit {
            return Ok(());
        }
        self.definitions += record.body.len();
        if record.opcode == opcode::SCHEMA {
            let (id, schema) = SchemaRecord::parse(record.body, place)?;
            self.schemas.insert(id, schema);
        } else {
            let (id, channel) = ChannelRecord::parse(record.body, place)?;
            self.channels.insert(id, channel);
        }
        Ok(())
    }

    /// Reads all blocks, for the channels and the totals.
    fn count(&mut self) {
        let mut statistics = Statistics::default();
        for index in 0..self.blocks.len() {
            let Some(block) = self.blocks.get(index).copied() else {
                break;
            };
            let contents = block.read(self.file);
            for record in contents.records().filter(|record| !record.is_cut) {
                if let Err(error) = self.define(&record) {
                    self.note(error);
                }
            }
            for (header, _) in (0..contents.len()).filter_map(|index| contents.message(index)) {
                statistics.count(header.channel_id, header.log_time);
            }
            if let Some(error) = contents.problem {
                self.note(error);
            }
        }
        statistics.chunk_count = u32::try_from(self.blocks.len()).unwrap_or(u32::MAX);
        self.statistics = statistics;
    }

    fn note(&mut self, error: McapError) {
        match &mut self.damage {
            Some((_, count)) => *count += 1,
            none => *none = Some((error, 1)),
        }
    }

    /// Returns the channels by id.
    pub(crate) fn channels(&self) -> &BTreeMap<u16, ChannelRecord> {
        &self.channels
    }

    /// Returns the schema of a channel.
    pub(crate) fn schema(&self, channel: &ChannelRecord) -> Option<&SchemaRecord> {
        self.schemas.get(&channel.schema_id)
    }

    /// Returns the totals: those of the summary, or the counted ones.
    pub(crate) fn statistics(&self) -> &Statistics {
        &self.statistics
    }

    /// Returns how the file ends.
    pub(crate) fn end(&self) -> End {
        self.end
    }

    /// Returns the first damage of a file without a summary, and the number of damaged blocks.
    pub(crate) fn damage(&self) -> Option<(&McapError, usize)> {
        self.damage.as_ref().map(|(error, count)| (error, *count))
    }

    /// Returns the blocks in the order of the file.
    pub(crate) fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// Reads a block.
    pub(crate) fn read(&self, block: &Block) -> Contents<'a> {
        block.read(self.file)
    }
}

#[cfg(test)]
mod tests {
    use super::super::compression::Compression;
    use super::super::order::TimeOrder;
    use super::super::writer::tests::{payload, sample_file};
    use super::*;

    /// The sequence numbers of all messages, in the order of time. Their payloads are checked.
    fn sequences(mcap: &Mcap<'_>, large: usize) -> Vec<u32> {
        let mut found = Vec::new();
        let mut order = TimeOrder::new(mcap, 0..=u64::MAX);
        while let Some(message) = order.next().unwrap() {
            let number = message.header.sequence;
            let len = if number % 4 == 3 { large } else { 5 };
            assert_eq!(message.payload, payload(number, len));
            found.push(number);
        }
        found
    }

    #[test]
    fn a_finished_file_is_read_in_the_order_of_time() {
        for compression in [Compression::None, Compression::Zstd, Compression::Lz4] {
            let file = sample_file(compression, 101, 70_000);
            let mcap = Mcap::new(&file).unwrap();
            assert_eq!(
                (mcap.end(), mcap.statistics().message_count),
                (End::Finished, 101)
            );
            assert_eq!(sequences(&mcap, 70_000), (0..101).collect::<Vec<u32>>());
            let channel = &mcap.channels()[&1];
            assert_eq!(channel.topic, "/large");
            assert_eq!(mcap.schema(channel).unwrap().data, b"string data\n");
            let mut order = TimeOrder::new(&mcap, 1050..=1059);
            let mut count = 0;
            while let Some(message) = order.next().unwrap() {
                assert_eq!(message.header.log_time, 1050 + count);
                count += 1;
            }
            assert_eq!(count, 10);
        }
    }

    #[test]
    fn the_end_of_a_file_and_a_scan_agree() {
        let file = sample_file(Compression::Lz4, 50, 300);
        let finished = Mcap::new(&file).unwrap();
        // Without the last byte there is no summary.
        let scanned = Mcap::new(&file[..file.len() - 1]).unwrap();
        assert_eq!(scanned.end(), End::Finished);
        assert_eq!(scanned.channels(), finished.channels());
        let counts = |mcap: &Mcap<'_>| {
            let statistics = mcap.statistics();
            let times = (statistics.start_time, statistics.end_time);
            (
                statistics.message_count,
                times,
                statistics.channel_message_counts.clone(),
            )
        };
        assert_eq!(counts(&scanned), counts(&finished));
    }

    #[test]
    fn a_file_cut_at_any_byte_yields_every_message_before_the_cut() {
        for compression in [Compression::None, Compression::Zstd, Compression::Lz4] {
            let file = sample_file(compression, 30, 120);
            // The messages whose last byte is before a position, if they are not compressed.
            let ends: Vec<usize> = match compression {
                Compression::None => ends_of_messages(&file),
                _ => Vec::new(),
            };
            let mut previous = 0;
            for cut in 0..file.len() {
                let mcap = Mcap::new(&file[..cut]).unwrap();
                let found = sequences(&mcap, 120);
                assert_eq!(mcap.statistics().message_count as usize, found.len());
                assert!(found.len() >= previous, "{compression}: {cut}");
                if compression == Compression::None {
                    let expected = ends.iter().filter(|end| **end <= cut).count();
                    assert_eq!(found.len(), expected, "{cut}");
                }
                assert!(mcap.damage().is_none(), "{cut}: {:?}", mcap.damage());
                previous = found.len();
            }
            assert_eq!(previous, 30);
        }
    }

    #[test]
    fn a_file_of_large_messages_is_read_up_to_the_cut() {
        let file = sample_file(Compression::None, 12, 70_000);
        let ends = ends_of_messages(&file);
        let near = |place: &usize| ends.iter().any(|end| end.abs_diff(*place) < 40);
        for cut in (MAGIC.len()..file.len()).filter(|place| place % 499 == 0 || near(place)) {
            let mcap = Mcap::new(&file[..cut]).unwrap();
            let expected = ends.iter().filter(|end| **end <= cut).count();
            assert_eq!(sequences(&mcap, 70_000).len(), expected, "{cut}");
        }
    }

    fn ends_of_messages(file: &[u8]) -> Vec<usize> {
        let mut ends = Vec::new();
        for chunk in Walk::new(file, MAGIC.len()).filter(|record| record.opcode == opcode::CHUNK) {
            let (_, records) = ChunkHeader::parse(chunk.body, 0).unwrap();
            let start = chunk.position + super::super::record::PREFIX_LEN + chunk.body.len() - records.len();
            let mut walk = Walk::new(records, 0);
            while walk.next().is_some() {
                ends.push(start + walk.position());
            }
        }
        ends
    }

    #[test]
    fn files_of_the_crate_mcap_are_read() {
        for (chunks, compression) in [
            (true, None),
            (true, Some(mcap::Compression::Zstd)),
            (true, Some(mcap::Compression::Lz4)),
            (false, None),
        ] {
            let mut file = std::io::Cursor::new(Vec::new());
            let options = mcap::WriteOptions::new()
                .use_chunks(chunks)
                .compression(compression)
                .chunk_size(Some(400));
            let mut writer = options.create(&mut file).unwrap();
            let schema = writer
                .add_schema("std_msgs/msg/String", "ros2msg", b"string data\n")
                .unwrap();
            let metadata = BTreeMap::from([("key".to_owned(), "value".to_owned())]);
            let channel = writer.add_channel(schema, "/small", "cdr", &metadata).unwrap();
            for number in 0..40_u32 {
                let header = mcap::records::MessageHeader {
                    channel_id: channel,
                    sequence: number,
                    log_time: 1000 + u64::from(number),
                    publish_time: 1,
                };
                let len = if number % 4 == 3 { 100 } else { 5 };
                writer
                    .write_to_known_channel(&header, &payload(number, len))
                    .unwrap();
            }
            writer.finish().unwrap();
            drop(writer);
            let file = file.into_inner();
            for file in [&file[..], &file[..file.len() - 1]] {
                let mcap = Mcap::new(file).unwrap();
                assert_eq!(sequences(&mcap, 100), (0..40).collect::<Vec<u32>>());
                assert_eq!(mcap.channels()[&channel].metadata, metadata);
                assert_eq!(mcap.statistics().message_count, 40);
            }
        }
    }

    #[test]
    fn changed_bytes_are_an_error_or_other_messages_but_never_a_panic() {
        for compression in [Compression::None, Compression::Zstd, Compression::Lz4] {
            let file = sample_file(compression, 6, 70);
            // Most bytes of a compressed file are in its chunks.
            let step = if compression == Compression::None { 1 } else { 5 };
            for position in (0..file.len()).step_by(step) {
                // Bytes, and the lengths of 32 and 64 bits, of which every other position has one.
                for (width, value) in [(1, 0), (1, 1), (1, 0xff), (4, 0), (4, 0xff), (8, 0), (8, 0xff)] {
                    let mut changed = file.clone();
                    let end = file.len().min(position + width);
                    changed[position..end].fill(value);
                    for len in [changed.len(), changed.len() - 1] {
                        let Ok(mcap) = Mcap::new(&changed[..len]) else {
                            continue;
                        };
                        let mut order = TimeOrder::new(&mcap, 0..=u64::MAX);
                        let mut count = 0;
                        while let Ok(Some(_)) = order.next() {
                            count += 1;
                        }
                        assert!(count <= 6, "{position}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_chunk_cannot_take_more_memory_than_the_file_justifies() {
        let mut record = Vec::new();
        let compressed = zstd::encode_all(&[0_u8; 1000][..], 1).unwrap();
        let header = ChunkHeader {
            uncompressed_size: 1 << 40,
            compression: "zstd",
            size: compressed.len() as u64,
            ..ChunkHeader::default()
        };
        header.put(&mut record).unwrap();
        let file = [&MAGIC[..], &record, &compressed].concat();
        let mcap = Mcap::new(&file).unwrap();
        let (error, count) = mcap.damage().unwrap();
        assert!(matches!(error, McapError::ChunkTooLarge { uncompressed, .. } if *uncompressed == 1 << 40));
        assert_eq!(count, 1);
    }

    #[test]
    fn a_damaged_chunk_is_reported_and_the_others_are_read() {
        let mut file = sample_file(Compression::None, 30, 100);
        let place = file.windows(5).position(|bytes| bytes == payload(12, 5)).unwrap();
        file[place] ^= 1;
        let mcap = Mcap::new(&file[..file.len() - 1]).unwrap();
        assert!(matches!(mcap.damage(), Some((McapError::Checksum { .. }, 1))));
        assert_eq!(mcap.statistics().message_count, 30);
    }
}
