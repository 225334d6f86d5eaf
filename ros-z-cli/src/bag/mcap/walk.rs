//! [`Walk`]: the records of a slice one after the other, without reading their fields. The slice may end anywhere.

use super::record::PREFIX_LEN;

/// A record, or the part of it that is there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RawRecord<'a> {
    pub(crate) opcode: u8,
    /// Position of the opcode.
    pub(crate) position: usize,
    /// The fields. Shorter than the record if it [is cut](Self::is_cut).
    pub(crate) body: &'a [u8],
    /// Whether the slice ends before the record does.
    pub(crate) is_cut: bool,
}

/// Iterates over records.
#[derive(Clone, Debug)]
pub(crate) struct Walk<'a> {
    bytes: &'a [u8],
    position: usize,
}

impl<'a> Walk<'a> {
    /// Starts at a position.
    pub(crate) fn new(bytes: &'a [u8], position: usize) -> Self {
        Self { bytes, position }
    }

    /// Position of the next record, or of the bytes that are too few for one.
    pub(crate) fn position(&self) -> usize {
        self.position
    }

    /// Continues at a later position.
    pub(crate) fn skip_to(&mut self, position: usize) {
        self.position = self.position.max(position);
    }
}

impl<'a> Iterator for Walk<'a> {
    type Item = RawRecord<'a>;

    /// Returns `None` at the end, at the first bytes that cannot be a record, and after a record that is cut.
    fn next(&mut self) -> Option<RawRecord<'a>> {
        let rest = self.bytes.get(self.position..)?;
        let (prefix, rest) = rest.split_first_chunk::<PREFIX_LEN>()?;
        let [opcode, len @ ..] = *prefix;
        if opcode == 0 {
            return None;
        }
        let len = usize::try_from(u64::from_le_bytes(len)).unwrap_or(usize::MAX);
        let is_cut = len > rest.len();
        let record = RawRecord {
            opcode,
            position: self.position,
            body: &rest[..len.min(rest.len())],
            is_cut,
        };
        if is_cut {
            self.bytes = &[];
        } else {
            self.position += PREFIX_LEN + len;
        }
        Some(record)
    }
}
