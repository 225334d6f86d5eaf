//! The fields of records: little-endian numbers, texts and maps, read from a slice and appended to a vector.

use super::error::McapError;
use std::collections::BTreeMap;

/// Reads the fields of one record.
pub(crate) struct Fields<'a> {
    rest: &'a [u8],
    /// Position of the record, for errors.
    position: u64,
}

impl<'a> Fields<'a> {
    pub(crate) fn new(record: &'a [u8], position: u64) -> Self {
        Self {
            rest: record,
            position,
        }
    }

    fn too_short(&self) -> McapError {
        McapError::TooShort {
            position: self.position,
        }
    }

    /// Takes the next `len` bytes.
    pub(crate) fn bytes(&mut self, len: u64) -> Result<&'a [u8], McapError> {
        let len = usize::try_from(len).map_err(|_| self.too_short())?;
        let (bytes, rest) = self.rest.split_at_checked(len).ok_or_else(|| self.too_short())?;
        self.rest = rest;
        Ok(bytes)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], McapError> {
        let (array, rest) = self
            .rest
            .split_first_chunk::<N>()
            .ok_or_else(|| self.too_short())?;
        self.rest = rest;
        Ok(*array)
    }

    pub(crate) fn u16(&mut self) -> Result<u16, McapError> {
        self.array().map(u16::from_le_bytes)
    }

    pub(crate) fn u32(&mut self) -> Result<u32, McapError> {
        self.array().map(u32::from_le_bytes)
    }

    pub(crate) fn u64(&mut self) -> Result<u64, McapError> {
        self.array().map(u64::from_le_bytes)
    }

    /// Takes bytes with a length of 32 bits before them.
    pub(crate) fn prefixed(&mut self) -> Result<&'a [u8], McapError> {
        let len = self.u32()?;
        self.bytes(len.into())
    }

    pub(crate) fn text(&mut self) -> Result<&'a str, McapError> {
        let bytes = self.prefixed()?;
        std::str::from_utf8(bytes).map_err(|_| McapError::Text {
            position: self.position,
        })
    }

    /// Takes a map of texts. Of two equal keys, the last one is kept.
    pub(crate) fn text_map(&mut self) -> Result<BTreeMap<String, String>, McapError> {
        let mut inner = Self::new(self.prefixed()?, self.position);
        let mut map = BTreeMap::new();
        while !inner.rest.is_empty() {
            map.insert(inner.text()?.to_owned(), inner.text()?.to_owned());
        }
        Ok(map)
    }

    /// Returns the bytes that were not taken.
    pub(crate) fn rest(self) -> &'a [u8] {
        self.rest
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }
}

/// Appends fields to a record.
pub(crate) trait PutFields {
    fn put_u16(&mut self, value: u16);
    fn put_u32(&mut self, value: u32);
    fn put_u64(&mut self, value: u64);
    /// Appends bytes with a length of 32 bits before them.
    fn put_prefixed(&mut self, bytes: &[u8]) -> Result<(), McapError>;
    fn put_text_map(&mut self, map: &BTreeMap<String, String>) -> Result<(), McapError>;
}

impl PutFields for Vec<u8> {
    fn put_u16(&mut self, value: u16) {
        self.extend_from_slice(&value.to_le_bytes());
    }

    fn put_u32(&mut self, value: u32) {
        self.extend_from_slice(&value.to_le_bytes());
    }

    fn put_u64(&mut self, value: u64) {
        self.extend_from_slice(&value.to_le_bytes());
    }

    fn put_prefixed(&mut self, bytes: &[u8]) -> Result<(), McapError> {
        let len = u32::try_from(bytes.len()).map_err(|_| McapError::TooLong { len: bytes.len() })?;
        self.put_u32(len);
        self.extend_from_slice(bytes);
        Ok(())
    }

    fn put_text_map(&mut self, map: &BTreeMap<String, String>) -> Result<(), McapError> {
        let mut inner = Vec::new();
        for (key, value) in map {
            inner.put_prefixed(key.as_bytes())?;
            inner.put_prefixed(value.as_bytes())?;
        }
        self.put_prefixed(&inner)
    }
}
