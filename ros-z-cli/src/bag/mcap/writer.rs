//! [`McapWriter`]: writes a file from its start to its end. Small messages are collected in chunks; a large message
//! that is not compressed is written from where it is.

use super::chunk::{OpenChunk, message_indexes, put_chunk_index};
use super::compression::Compression;
use super::error::McapError;
use super::fields::PutFields;
use super::record::{
    ChannelRecord, ChunkHeader, MAGIC, MESSAGE_LEN, MessageHeader, PREFIX_LEN, SchemaRecord, Statistics,
    opcode, put_record,
};
use super::vectored::write_all;
use std::collections::BTreeMap;
use std::io::{IoSlice, Write};

/// The least payload that is written as a chunk of its own, without a copy.
pub(crate) const LARGE_PAYLOAD: usize = 64 << 10;

/// The size at which a chunk is written.
const CHUNK_SIZE: usize = 1 << 20;

/// The name of this program in the header.
const LIBRARY: &str = concat!("rosz ", env!("CARGO_PKG_VERSION"));

/// Writes an MCAP file with the profile `ros2`.
#[derive(Debug)]
pub(crate) struct McapWriter<W> {
    file: W,
    /// Bytes written so far.
    position: u64,
    compression: Compression,
    chunk: OpenChunk,
    schemas: Vec<SchemaRecord>,
    channels: Vec<ChannelRecord>,
    statistics: Statistics,
    /// The chunk indexes of the summary, about a hundred bytes for each chunk.
    chunk_indexes: Vec<u8>,
    /// Memory for headers and compressed chunks, reused.
    scratch: Vec<u8>,
}

impl<W: Write> McapWriter<W> {
    /// Writes the start of a file.
    ///
    /// # Errors
    /// [`McapError::Write`].
    pub(crate) fn new(file: W, compression: Compression) -> Result<Self, McapError> {
        let mut writer = Self {
            file,
            position: 0,
            compression,
            chunk: OpenChunk::default(),
            schemas: Vec::new(),
            channels: Vec::new(),
            statistics: Statistics::default(),
            chunk_indexes: Vec::new(),
            scratch: Vec::new(),
        };
        let mut start = MAGIC.to_vec();
        put_record(&mut start, opcode::HEADER, |out| {
            out.put_prefixed(b"ros2")?;
            out.put_prefixed(LIBRARY.as_bytes())
        })?;
        writer.write(&start)?;
        Ok(writer)
    }

    /// Adds a schema and returns its id.
    ///
    /// # Errors
    /// [`McapError::TooMany`], [`McapError::Write`].
    pub(crate) fn add_schema(&mut self, schema: SchemaRecord) -> Result<u16, McapError> {
        // 0 means that a channel has no schema.
        let id = next_id(self.schemas.len() + 1, "schemas")?;
        let mut record = Vec::new();
        schema.put(id, &mut record)?;
        self.write(&record)?;
        self.schemas.push(schema);
        self.statistics.schema_count = id;
        Ok(id)
    }

    /// Adds a channel and returns its id.
    ///
    /// # Errors
    /// As [`add_schema`](Self::add_schema).
    pub(crate) fn add_channel(&mut self, channel: ChannelRecord) -> Result<u16, McapError> {
        let id = next_id(self.channels.len(), "channels")?;
        let mut record = Vec::new();
        channel.put(id, &mut record)?;
        self.write(&record)?;
        self.channels.push(channel);
        self.statistics.channel_count += 1;
        Ok(id)
    }

    /// Adds a message, whose payload may be in several pieces.
    ///
    /// # Errors
    /// [`McapError::Write`].
    pub(crate) fn add_message(&mut self, header: &MessageHeader, payload: &[&[u8]]) -> Result<(), McapError> {
        let len: usize = payload.iter().map(|piece| piece.len()).sum();
        self.statistics.count(header.channel_id, header.log_time);
        if len >= LARGE_PAYLOAD && self.compression == Compression::None {
            return self.write_large(header, payload, len);
        }
        self.chunk.add(header, payload, len);
        if self.chunk.records.len() >= CHUNK_SIZE {
            self.flush()?;
        }
        Ok(())
    }

    /// Writes the messages that were collected so far.
    ///
    /// # Errors
    /// [`McapError::Write`].
    pub(crate) fn flush(&mut self) -> Result<(), McapError> {
        let Some((start_time, end_time)) = self.chunk.times else {
            return Ok(());
        };
        let mut compressed = std::mem::take(&mut self.scratch);
        compressed.clear();
        let records: &[u8] = if self.compression == Compression::None {
            &self.chunk.records
        } else {
            self.compression.compress(&self.chunk.records, &mut compressed)?;
            &compressed
        };
        let header = ChunkHeader {
            start_time,
            end_time,
            uncompressed_size: self.chunk.records.len() as u64,
            uncompressed_crc: crc32fast::hash(&self.chunk.records),
            compression: self.compression.name(),
            size: records.len() as u64,
        };
        let mut head = Vec::new();
        header.put(&mut head)?;
        let chunk_len = head.len() as u64 + header.size;
        let (indexes, offsets) = message_indexes(&self.chunk.messages, self.position + chunk_len)?;
        put_chunk_index(
            &mut self.chunk_indexes,
            &header,
            (self.position, chunk_len),
            (&offsets, indexes.len()),
        )?;
        write_all(
            &mut self.file,
            &mut self.position,
            &mut [IoSlice::new(&head), IoSlice::new(records), IoSlice::new(&indexes)],
        )?;
        self.statistics.chunk_count += 1;
        self.chunk.clear();
        self.scratch = compressed;
        Ok(())
    }

    /// Writes a message as a chunk of its own.
    fn write_large(
        &mut self,
        header: &MessageHeader,
        payload: &[&[u8]],
        len: usize,
    ) -> Result<(), McapError> {
        let size = (PREFIX_LEN + MESSAGE_LEN + len) as u64;
        let mut message = Vec::with_capacity(PREFIX_LEN + MESSAGE_LEN);
        header.put(len, &mut message);
        let mut crc = crc32fast::Hasher::new();
        crc.update(&message);
        payload.iter().for_each(|piece| crc.update(piece));
        let chunk = ChunkHeader {
            start_time: header.log_time,
            end_time: header.log_time,
            uncompressed_size: size,
            uncompressed_crc: crc.finalize(),
            compression: "",
            size,
        };
        let mut head = Vec::new();
        chunk.put(&mut head)?;
        let chunk_len = head.len() as u64 + size;
        head.extend_from_slice(&message);
        let messages = BTreeMap::from([(header.channel_id, vec![(header.log_time, 0)])]);
        let (indexes, offsets) = message_indexes(&messages, self.position + chunk_len)?;
        put_chunk_index(
            &mut self.chunk_indexes,
            &chunk,
            (self.position, chunk_len),
            (&offsets, indexes.len()),
        )?;
        let mut pieces = Vec::with_capacity(payload.len() + 2);
        pieces.push(IoSlice::new(&head));
        pieces.extend(payload.iter().map(|piece| IoSlice::new(piece)));
        pieces.push(IoSlice::new(&indexes));
        write_all(&mut self.file, &mut self.position, &mut pieces)?;
        self.statistics.chunk_count += 1;
        Ok(())
    }

    /// Writes the remaining messages and the summary, and returns the file.
    ///
    /// # Errors
    /// [`McapError::Write`].
    pub(crate) fn finish(mut self) -> Result<W, McapError> {
        self.flush()?;
        let mut out = Vec::new();
        put_record(&mut out, opcode::DATA_END, |out| {
            // No checksum of the data section: the chunks have their own.
            out.put_u32(0);
            Ok(())
        })?;
        let start = self.position + out.len() as u64;
        let summary = self.summary(start)?;
        out.extend_from_slice(&summary.records);
        let mut footer = Vec::new();
        footer.push(opcode::FOOTER);
        footer.put_u64(20);
        footer.put_u64(start);
        footer.put_u64(summary.offsets_start);
        let mut crc = crc32fast::Hasher::new();
        crc.update(&summary.records);
        crc.update(&footer);
        footer.put_u32(crc.finalize());
        out.extend_from_slice(&footer);
        out.extend_from_slice(&MAGIC);
        self.write(&out)?;
        self.file.flush()?;
        Ok(self.file)
    }

    /// Returns the summary section of a file, in which it starts at `start`.
    fn summary(&self, start: u64) -> Result<SummarySection, McapError> {
        let mut records = Vec::new();
        let mut offsets = Vec::new();
        let mut group = |opcode: u8, records: &mut Vec<u8>, from: usize| {
            let len = (records.len() - from) as u64;
            if len == 0 {
                return Ok(());
            }
            put_record(&mut offsets, self::opcode::SUMMARY_OFFSET, |out| {
                out.push(opcode);
                out.put_u64(start + from as u64);
                out.put_u64(len);
                Ok(())
            })
        };
        for (schema, id) in self.schemas.iter().zip(1..) {
            schema.put(id, &mut records)?;
        }
        group(opcode::SCHEMA, &mut records, 0)?;
        let from = records.len();
        for (channel, id) in self.channels.iter().zip(0..) {
            channel.put(id, &mut records)?;
        }
        group(opcode::CHANNEL, &mut records, from)?;
        let from = records.len();
        self.statistics.put(&mut records)?;
        group(opcode::STATISTICS, &mut records, from)?;
        let from = records.len();
        records.extend_from_slice(&self.chunk_indexes);
        group(opcode::CHUNK_INDEX, &mut records, from)?;
        let offsets_start = start + records.len() as u64;
        records.extend_from_slice(&offsets);
        Ok(SummarySection {
            records,
            offsets_start,
        })
    }

    /// Returns the size of the file if it were finished now, without the messages that were collected.
    pub(crate) fn position(&self) -> u64 {
        self.position
    }

    /// Returns the totals so far.
    pub(crate) fn statistics(&self) -> &Statistics {
        &self.statistics
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), McapError> {
        write_all(&mut self.file, &mut self.position, &mut [IoSlice::new(bytes)])
    }
}

/// The summary and the offsets of its groups.
struct SummarySection {
    records: Vec<u8>,
    offsets_start: u64,
}

fn next_id(id: usize, what: &'static str) -> Result<u16, McapError> {
    let id = u16::try_from(id).ok().filter(|id| *id < u16::MAX);
    id.ok_or(McapError::TooMany { what })
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use std::io;

    /// A file with small and large messages on two channels. Every fourth message is large and in two pieces.
    pub(crate) fn sample_file(compression: Compression, messages: u32, large: usize) -> Vec<u8> {
        let mut writer = McapWriter::new(Vec::new(), compression).unwrap();
        let schema = SchemaRecord {
            name: "std_msgs/msg/String".into(),
            encoding: "ros2msg".into(),
            data: b"string data\n".to_vec(),
        };
        let schema_id = writer.add_schema(schema).unwrap();
        for topic in ["/small", "/large"] {
            let channel = ChannelRecord {
                schema_id,
                topic: topic.into(),
                message_encoding: "cdr".into(),
                metadata: BTreeMap::from([("offered_qos_profiles".into(), "- depth: 1".into())]),
            };
            writer.add_channel(channel).unwrap();
        }
        for number in 0..messages {
            let is_large = number % 4 == 3;
            let header = MessageHeader {
                channel_id: is_large.into(),
                sequence: number,
                log_time: 1000 + u64::from(number),
                publish_time: 900 + u64::from(number),
            };
            let payload = payload(number, if is_large { large } else { 5 });
            let (start, end) = payload.split_at(payload.len() / 3);
            writer.add_message(&header, &[start, end]).unwrap();
            if number % 10 == 9 {
                writer.flush().unwrap();
            }
        }
        writer.finish().unwrap()
    }

    /// The payload of a message of [`sample_file`].
    pub(crate) fn payload(number: u32, len: usize) -> Vec<u8> {
        (0..len).map(|index| (index as u32 * 7 + number) as u8).collect()
    }

    #[test]
    fn the_crate_mcap_reads_every_message_and_the_summary() {
        for compression in [Compression::None, Compression::Zstd, Compression::Lz4] {
            let file = sample_file(compression, 101, 70_000);
            let mut count = 0;
            // Reads in the order of the file, in which a large message overtakes the small ones before it.
            let mut seen = Vec::new();
            for message in mcap::MessageStream::new(&file).unwrap() {
                let message = message.unwrap();
                let len = if message.sequence % 4 == 3 { 70_000 } else { 5 };
                assert_eq!(message.data, payload(message.sequence, len));
                assert_eq!(message.log_time, 1000 + u64::from(message.sequence));
                assert_eq!(message.publish_time, 900 + u64::from(message.sequence));
                assert_eq!(message.channel.topic, if len > 5 { "/large" } else { "/small" });
                let schema = message.channel.schema.clone().unwrap();
                assert_eq!(
                    (&*schema.name, &*schema.data),
                    ("std_msgs/msg/String", &b"string data\n"[..])
                );
                seen.push(message.sequence);
                count += 1;
            }
            seen.sort_unstable();
            assert_eq!(seen, (0..101).collect::<Vec<u32>>());
            let summary = mcap::Summary::read(&file).unwrap().unwrap();
            let statistics = summary.stats.clone().unwrap();
            assert_eq!((count, statistics.message_count), (101, 101));
            assert_eq!(
                (statistics.message_start_time, statistics.message_end_time),
                (1000, 1100)
            );
            // The index finds every message, too.
            let mut indexed = 0;
            for chunk in &summary.chunk_indexes {
                let messages = summary.read_message_indexes(&file, chunk).unwrap();
                for (channel, entries) in messages {
                    for entry in entries {
                        let message = summary.seek_message(&file, chunk, &entry).unwrap();
                        assert_eq!(
                            (message.channel.id, message.log_time),
                            (channel.id, entry.log_time)
                        );
                        indexed += 1;
                    }
                }
            }
            assert_eq!(indexed, 101);
        }
    }

    /// Counts calls and the bytes that were written in one.
    struct Counted(Vec<usize>);

    impl Write for Counted {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.write_vectored(&[IoSlice::new(bytes)])
        }

        fn write_vectored(&mut self, pieces: &[IoSlice<'_>]) -> io::Result<usize> {
            let len = pieces.iter().map(|piece| piece.len()).sum();
            self.0.push(len);
            Ok(len)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_large_message_is_one_write_and_small_ones_share_one() {
        let mut writer = McapWriter::new(Counted(Vec::new()), Compression::None).unwrap();
        writer.file.0.clear();
        let payload = vec![7; LARGE_PAYLOAD];
        let small = &payload[..LARGE_PAYLOAD - 1];
        writer.add_message(&MessageHeader::default(), &[small]).unwrap();
        writer
            .add_message(&MessageHeader::default(), &[&payload[..1], &payload[1..]])
            .unwrap();
        writer.add_message(&MessageHeader::default(), &[small]).unwrap();
        assert_eq!(writer.file.0.len(), 1);
        assert!(writer.file.0[0] > LARGE_PAYLOAD && writer.file.0[0] < LARGE_PAYLOAD + 200);
        writer.flush().unwrap();
        assert_eq!(writer.file.0.len(), 2);
        assert!(writer.file.0[1] > 2 * small.len());
    }
}
