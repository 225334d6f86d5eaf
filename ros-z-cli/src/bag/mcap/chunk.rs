//! [`OpenChunk`]: the chunk that `writer` collects small messages in, and the indexes of chunks.

use super::error::McapError;
use super::fields::PutFields;
use super::record::{ChunkHeader, MessageHeader, opcode, put_record};
use std::collections::BTreeMap;

/// The chunk that collects small messages.
#[derive(Debug, Default)]
pub(crate) struct OpenChunk {
    pub(crate) records: Vec<u8>,
    /// Time and position of the messages of each channel.
    pub(crate) messages: BTreeMap<u16, Vec<(u64, u64)>>,
    pub(crate) times: Option<(u64, u64)>,
}

impl OpenChunk {
    /// Appends a message.
    pub(crate) fn add(&mut self, header: &MessageHeader, payload: &[&[u8]], len: usize) {
        let place = (header.log_time, self.records.len() as u64);
        self.messages.entry(header.channel_id).or_default().push(place);
        let (start, end) = self.times.unwrap_or((header.log_time, header.log_time));
        self.times = Some((start.min(header.log_time), end.max(header.log_time)));
        header.put(len, &mut self.records);
        payload
            .iter()
            .for_each(|piece| self.records.extend_from_slice(piece));
    }

    /// Empties the chunk, and keeps its memory.
    pub(crate) fn clear(&mut self) {
        self.records.clear();
        self.messages.values_mut().for_each(Vec::clear);
        self.times = None;
    }
}

/// The position of the message index of each channel.
pub(crate) type MessageIndexOffsets = Vec<(u16, u64)>;

/// The message indexes after a chunk that ends at `end`, and the position of each by its channel.
pub(crate) fn message_indexes(
    messages: &BTreeMap<u16, Vec<(u64, u64)>>,
    end: u64,
) -> Result<(Vec<u8>, MessageIndexOffsets), McapError> {
    let mut records = Vec::new();
    let mut offsets = Vec::new();
    for (channel, messages) in messages.iter().filter(|(_, messages)| !messages.is_empty()) {
        offsets.push((*channel, end + records.len() as u64));
        put_record(&mut records, opcode::MESSAGE_INDEX, |out| {
            out.put_u16(*channel);
            // A chunk of small messages is below 4 GiB.
            out.put_u32((messages.len() * 16) as u32);
            for (time, offset) in messages {
                out.put_u64(*time);
                out.put_u64(*offset);
            }
            Ok(())
        })?;
    }
    Ok((records, offsets))
}

/// Appends the index of a chunk at `(position, length)` with message indexes at `(offsets, length)`.
pub(crate) fn put_chunk_index(
    out: &mut Vec<u8>,
    chunk: &ChunkHeader<'_>,
    (position, len): (u64, u64),
    (offsets, indexes_len): (&[(u16, u64)], usize),
) -> Result<(), McapError> {
    put_record(out, opcode::CHUNK_INDEX, |out| {
        out.put_u64(chunk.start_time);
        out.put_u64(chunk.end_time);
        out.put_u64(position);
        out.put_u64(len);
        // At most 65535 channels.
        out.put_u32((offsets.len() * 10) as u32);
        for (channel, offset) in offsets {
            out.put_u16(*channel);
            out.put_u64(*offset);
        }
        out.put_u64(indexes_len as u64);
        out.put_prefixed(chunk.compression.as_bytes())?;
        out.put_u64(chunk.size);
        out.put_u64(chunk.uncompressed_size);
        Ok(())
    })
}
