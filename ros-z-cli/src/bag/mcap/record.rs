//! The records of an MCAP file: their opcodes, fields and bytes. `fields` reads and writes single fields.

use super::error::McapError;
use super::fields::{Fields, PutFields};
use std::collections::BTreeMap;

/// The first and the last bytes of a file.
pub(crate) const MAGIC: [u8; 8] = *b"\x89MCAP0\r\n";

/// Bytes of the opcode and of the length before each record.
pub(crate) const PREFIX_LEN: usize = 9;

/// Bytes of the fields of a message before its payload.
pub(crate) const MESSAGE_LEN: usize = 22;

/// The kinds of records.
pub(crate) mod opcode {
    pub(crate) const HEADER: u8 = 0x01;
    pub(crate) const FOOTER: u8 = 0x02;
    pub(crate) const SCHEMA: u8 = 0x03;
    pub(crate) const CHANNEL: u8 = 0x04;
    pub(crate) const MESSAGE: u8 = 0x05;
    pub(crate) const CHUNK: u8 = 0x06;
    pub(crate) const MESSAGE_INDEX: u8 = 0x07;
    pub(crate) const CHUNK_INDEX: u8 = 0x08;
    pub(crate) const STATISTICS: u8 = 0x0b;
    pub(crate) const SUMMARY_OFFSET: u8 = 0x0e;
    pub(crate) const DATA_END: u8 = 0x0f;
}

/// The type of the messages of a channel.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct SchemaRecord {
    /// ROS name, such as `std_msgs/msg/String`.
    pub(crate) name: String,
    /// Format of the definition, such as `ros2msg`; empty without a definition.
    pub(crate) encoding: String,
    /// Definition.
    pub(crate) data: Vec<u8>,
}

/// A topic of one type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ChannelRecord {
    /// Id of the schema; 0 without one.
    pub(crate) schema_id: u16,
    /// Name of the topic.
    pub(crate) topic: String,
    /// Format of the payloads, such as `cdr`.
    pub(crate) message_encoding: String,
    /// Further properties, such as the quality of service.
    pub(crate) metadata: BTreeMap<String, String>,
}

/// The fields of a message before its payload.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct MessageHeader {
    /// Id of the channel.
    pub(crate) channel_id: u16,
    /// Number in the sequence of its publisher.
    pub(crate) sequence: u32,
    /// Time of reception, in nanoseconds since the Unix epoch.
    pub(crate) log_time: u64,
    /// Time of publication, in nanoseconds since the Unix epoch.
    pub(crate) publish_time: u64,
}

/// The fields of a chunk before its records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ChunkHeader<'a> {
    pub(crate) start_time: u64,
    pub(crate) end_time: u64,
    pub(crate) uncompressed_size: u64,
    /// Checksum of the records before compression; 0 if it was not computed.
    pub(crate) uncompressed_crc: u32,
    pub(crate) compression: &'a str,
    /// Bytes in the file.
    pub(crate) size: u64,
}

/// The totals of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Statistics {
    pub(crate) message_count: u64,
    pub(crate) schema_count: u16,
    pub(crate) channel_count: u32,
    pub(crate) attachment_count: u32,
    pub(crate) metadata_count: u32,
    pub(crate) chunk_count: u32,
    pub(crate) start_time: u64,
    pub(crate) end_time: u64,
    /// Messages of each channel.
    pub(crate) channel_message_counts: BTreeMap<u16, u64>,
}

/// Appends a record whose fields `fill` appends.
pub(crate) fn put_record(
    out: &mut Vec<u8>,
    opcode: u8,
    fill: impl FnOnce(&mut Vec<u8>) -> Result<(), McapError>,
) -> Result<(), McapError> {
    let start = out.len();
    out.push(opcode);
    out.put_u64(0);
    fill(out)?;
    let len = (out.len() - start - PREFIX_LEN) as u64;
    if let Some(place) = out.get_mut(start + 1..start + PREFIX_LEN) {
        place.copy_from_slice(&len.to_le_bytes());
    }
    Ok(())
}

impl SchemaRecord {
    /// Reads a schema and its id.
    pub(crate) fn parse(record: &[u8], position: u64) -> Result<(u16, Self), McapError> {
        let mut fields = Fields::new(record, position);
        let id = fields.u16()?;
        let name = fields.text()?.to_owned();
        let encoding = fields.text()?.to_owned();
        let data = fields.prefixed()?.to_vec();
        Ok((id, Self { name, encoding, data }))
    }

    pub(crate) fn put(&self, id: u16, out: &mut Vec<u8>) -> Result<(), McapError> {
        put_record(out, opcode::SCHEMA, |out| {
            out.put_u16(id);
            out.put_prefixed(self.name.as_bytes())?;
            out.put_prefixed(self.encoding.as_bytes())?;
            out.put_prefixed(&self.data)
        })
    }
}

impl ChannelRecord {
    /// Reads a channel and its id.
    pub(crate) fn parse(record: &[u8], position: u64) -> Result<(u16, Self), McapError> {
        let mut fields = Fields::new(record, position);
        let id = fields.u16()?;
        let channel = Self {
            schema_id: fields.u16()?,
            topic: fields.text()?.to_owned(),
            message_encoding: fields.text()?.to_owned(),
            metadata: fields.text_map()?,
        };
        Ok((id, channel))
    }

    pub(crate) fn put(&self, id: u16, out: &mut Vec<u8>) -> Result<(), McapError> {
        put_record(out, opcode::CHANNEL, |out| {
            out.put_u16(id);
            out.put_u16(self.schema_id);
            out.put_prefixed(self.topic.as_bytes())?;
            out.put_prefixed(self.message_encoding.as_bytes())?;
            out.put_text_map(&self.metadata)
        })
    }
}

impl MessageHeader {
    /// Reads a message and returns it with its payload.
    pub(crate) fn parse(record: &[u8], position: u64) -> Result<(Self, &[u8]), McapError> {
        let mut fields = Fields::new(record, position);
        let header = Self {
            channel_id: fields.u16()?,
            sequence: fields.u32()?,
            log_time: fields.u64()?,
            publish_time: fields.u64()?,
        };
        Ok((header, fields.rest()))
    }

    /// Appends everything of the record that is before its payload.
    pub(crate) fn put(&self, payload_len: usize, out: &mut Vec<u8>) {
        out.push(opcode::MESSAGE);
        out.put_u64((MESSAGE_LEN + payload_len) as u64);
        out.put_u16(self.channel_id);
        out.put_u32(self.sequence);
        out.put_u64(self.log_time);
        out.put_u64(self.publish_time);
    }
}

impl<'a> ChunkHeader<'a> {
    /// Reads the fields, and returns them with the records, of which fewer than [`size`](Self::size) bytes may be left.
    pub(crate) fn parse(record: &'a [u8], position: u64) -> Result<(Self, &'a [u8]), McapError> {
        let mut fields = Fields::new(record, position);
        let header = Self {
            start_time: fields.u64()?,
            end_time: fields.u64()?,
            uncompressed_size: fields.u64()?,
            uncompressed_crc: fields.u32()?,
            compression: fields.text()?,
            size: fields.u64()?,
        };
        Ok((header, fields.rest()))
    }

    /// Appends everything of the record that is before its records.
    pub(crate) fn put(&self, out: &mut Vec<u8>) -> Result<(), McapError> {
        let len = 8 + 8 + 8 + 4 + 4 + self.compression.len() as u64 + 8 + self.size;
        out.push(opcode::CHUNK);
        out.put_u64(len);
        out.put_u64(self.start_time);
        out.put_u64(self.end_time);
        out.put_u64(self.uncompressed_size);
        out.put_u32(self.uncompressed_crc);
        out.put_prefixed(self.compression.as_bytes())?;
        out.put_u64(self.size);
        Ok(())
    }
}

impl Statistics {
    pub(crate) fn parse(record: &[u8], position: u64) -> Result<Self, McapError> {
        let mut fields = Fields::new(record, position);
        let mut statistics = Self {
            message_count: fields.u64()?,
            schema_count: fields.u16()?,
            channel_count: fields.u32()?,
            attachment_count: fields.u32()?,
            metadata_count: fields.u32()?,
            chunk_count: fields.u32()?,
            start_time: fields.u64()?,
            end_time: fields.u64()?,
            channel_message_counts: BTreeMap::new(),
        };
        let mut counts = Fields::new(fields.prefixed()?, position);
        while !counts.is_empty() {
            let id = counts.u16()?;
            statistics.channel_message_counts.insert(id, counts.u64()?);
        }
        Ok(statistics)
    }

    pub(crate) fn put(&self, out: &mut Vec<u8>) -> Result<(), McapError> {
        let mut counts = Vec::new();
        for (id, count) in &self.channel_message_counts {
            counts.put_u16(*id);
            counts.put_u64(*count);
        }
        put_record(out, opcode::STATISTICS, |out| {
            out.put_u64(self.message_count);
            out.put_u16(self.schema_count);
            out.put_u32(self.channel_count);
            out.put_u32(self.attachment_count);
            out.put_u32(self.metadata_count);
            out.put_u32(self.chunk_count);
            out.put_u64(self.start_time);
            out.put_u64(self.end_time);
            out.put_prefixed(&counts)
        })
    }

    /// Adds a message to the totals.
    pub(crate) fn count(&mut self, channel_id: u16, log_time: u64) {
        if self.message_count == 0 {
            self.start_time = log_time;
            self.end_time = log_time;
        }
        self.start_time = self.start_time.min(log_time);
        self.end_time = self.end_time.max(log_time);
        self.message_count += 1;
        *self.channel_message_counts.entry(channel_id).or_default() += 1;
    }
}
