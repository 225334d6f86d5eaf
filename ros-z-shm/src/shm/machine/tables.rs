//! The buffers of each pool that have a holder, from zenoh's tables, which are read like any other file. The layout is
//! that of zenoh 1.9 and 1.10, as in `shm/table.rs`, which changes the table of this process. An entry that does not
//! fit a pool is left out.

use super::{FileKind, FilePlace, SharedFile};
use crate::shm::zenoh_sizes::TABLE_BYTES;
use std::collections::HashMap;
use std::fs;
use zenoh::shm::{PosixShmClient, WithProtocolID};

/// The bytes of an entry.
const ENTRY: usize = 32;
/// The number of entries.
const ENTRIES: usize = 32_768;

/// The buffers of a pool with at least one holder.
///
/// A publisher of this library is itself a holder of each message until the receivers have released it, and of the
/// memory for its next message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct HeldBuffers {
    /// The number of buffers.
    pub buffers: u64,
    /// Their bytes.
    pub bytes: u64,
    /// The number of buffers with more than one holder: messages in flight.
    pub shared_buffers: u64,
    /// Their bytes.
    pub shared_bytes: u64,
}

/// An entry of a table with a holder.
#[derive(Debug, PartialEq, Eq)]
struct Entry {
    holders: u32,
    segment: u64,
    end: u64,
    len: u64,
}

impl Entry {
    /// Returns `None` for an entry without a holder, or of another protocol than that of the files in `/dev/shm`.
    fn parse(bytes: &[u8; ENTRY]) -> Option<Self> {
        let word = |at: usize| u32::from_ne_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
        let [.., a, b, c, d, e, f, g, h] = *bytes;
        let len = u64::from_ne_bytes([a, b, c, d, e, f, g, h]);
        let holders = word(0);
        if holders == 0 || word(12) != (PosixShmClient {}).id() {
            return None;
        }
        Some(Self {
            holders,
            segment: word(16).into(),
            end: u64::from(word(20)).checked_add(len)?,
            len,
        })
    }
}

fn entries(table: &[u8]) -> impl Iterator<Item = Entry> {
    let (entries, _) = table.as_chunks::<ENTRY>();
    entries.iter().take(ENTRIES).filter_map(Entry::parse)
}

/// Sets the held buffers of the pools that the readable tables list.
pub(super) fn read_held(files: &mut [SharedFile]) {
    let tables = files.iter().filter(|file| {
        file.kind == FileKind::Table && file.place == FilePlace::Here && file.bytes == TABLE_BYTES
    });
    let tables: Vec<Vec<u8>> = tables
        .filter_map(|file| fs::read(super::path(file.number)).ok())
        .collect();
    // Numbers in another `/dev/shm` may be the same.
    let pools = files
        .iter_mut()
        .filter(|file| file.kind == FileKind::Pool && file.place == FilePlace::Here);
    let mut pools: HashMap<u64, &mut SharedFile> = pools.map(|file| (file.number, file)).collect();
    for entry in tables.iter().flat_map(|table| entries(table)) {
        let Some(pool) = pools
            .get_mut(&entry.segment)
            .filter(|pool| entry.end <= pool.bytes)
        else {
            continue;
        };
        let held = pool.held.get_or_insert_default();
        held.buffers += 1;
        held.bytes += entry.len;
        if entry.holders > 1 {
            held.shared_buffers += 1;
            held.shared_bytes += entry.len;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(holders: u32, protocol: u32, segment: u32, chunk: u32, len: u64) -> [u8; ENTRY] {
        let mut bytes = [0; ENTRY];
        for (at, word) in [(0, holders), (12, protocol), (16, segment), (20, chunk)] {
            bytes[at..at + 4].copy_from_slice(&word.to_ne_bytes());
        }
        bytes[24..].copy_from_slice(&len.to_ne_bytes());
        bytes
    }

    #[test]
    fn an_entry_without_a_holder_or_of_another_protocol_is_left_out() {
        let posix = (PosixShmClient {}).id();
        let found = Entry::parse(&entry(2, posix, 70_000, 100, 50));
        let expected = Entry {
            holders: 2,
            segment: 70_000,
            end: 150,
            len: 50,
        };
        assert_eq!(found, Some(expected));
        assert_eq!(Entry::parse(&entry(0, posix, 70_000, 100, 50)), None);
        assert_eq!(Entry::parse(&entry(1, posix + 1, 70_000, 100, 50)), None);
        assert_eq!(Entry::parse(&entry(1, posix, 70_000, 100, u64::MAX)), None);
    }

    #[test]
    fn any_bytes_are_a_table() {
        for len in [0, 1, ENTRY - 1, ENTRY, 10 * ENTRY + 3] {
            let count = entries(&vec![0xFF; len]).count();
            assert_eq!(count, 0, "the protocol of an entry of such bytes does not exist");
        }
    }
}
