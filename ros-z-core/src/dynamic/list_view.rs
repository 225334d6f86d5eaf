//! [`ListView`]: the elements of an array or a sequence, decoded when they are accessed.

use super::read::{read_element, skip_elements};
use super::schema::{FieldSchema, Schema};
use super::value::List;
use super::value_view::ValueView;
use crate::encapsulation::Encapsulation;
use crate::reader::CdrReader;
use crate::type_description::BaseType;

/// An array or a sequence of a message. Its elements are decoded when they are accessed.
#[derive(Clone, Debug)]
pub struct ListView<'a> {
    pub(super) field: &'a FieldSchema,
    source: Source<'a>,
}

#[derive(Clone, Debug)]
enum Source<'a> {
    Wire {
        schema: &'a Schema,
        /// At the first element.
        reader: CdrReader<'a>,
        count: usize,
    },
    Owned(&'a List),
}

impl<'a> ListView<'a> {
    pub(super) fn wire(
        schema: &'a Schema,
        field: &'a FieldSchema,
        reader: CdrReader<'a>,
        count: usize,
    ) -> Self {
        Self {
            field,
            source: Source::Wire {
                schema,
                reader,
                count,
            },
        }
    }

    pub(super) fn owned(field: &'a FieldSchema, list: &'a List) -> Self {
        Self {
            field,
            source: Source::Owned(list),
        }
    }

    /// The field with the array or sequence.
    #[must_use]
    pub fn field(&self) -> &'a FieldSchema {
        self.field
    }

    /// Number of elements.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.source {
            Source::Wire { count, .. } => *count,
            Source::Owned(list) => list.len(),
        }
    }

    /// Returns whether there are no elements.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns an element. Takes constant time for elements of a fixed size.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<ValueView<'a>> {
        if index >= self.len() {
            return None;
        }
        match &self.source {
            Source::Wire { schema, reader, .. } => {
                let mut reader = reader.clone();
                let extent = self.field.extent(&schema.table.types);
                match extent.advance(reader.position(), index) {
                    Some(end) => {
                        reader.read_bytes(end - reader.position()).ok()?;
                    }
                    None => skip_elements(schema, self.field, index, &mut reader).ok()?,
                }
                read_element(schema, self.field, &mut reader).ok()
            }
            Source::Owned(list) => owned_element(self.field, list, index),
        }
    }

    /// Returns an iterator over the elements.
    #[must_use]
    pub fn iter(&self) -> ListIter<'a> {
        ListIter {
            list: self.clone(),
            next: 0,
        }
    }

    /// Returns the elements as bytes, if they are `uint8`, `char` or `byte`.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&'a [u8]> {
        if !matches!(self.field.base, BaseType::Uint8 | BaseType::Char | BaseType::Byte) {
            return None;
        }
        match &self.source {
            Source::Wire { reader, count, .. } => reader.clone().read_bytes(*count).ok(),
            Source::Owned(List::Uint8(bytes)) => Some(bytes),
            Source::Owned(_) => None,
        }
    }

    /// Returns the bytes of all elements on the wire, and the size of one, if they are numbers or `bool`s in
    /// little-endian order.
    pub(super) fn little_endian(&self) -> Option<(&'a [u8], usize)> {
        let size = super::schema::primitive_size(self.field.base)?;
        match &self.source {
            Source::Wire { reader, count, .. }
                if size == 1 || reader.encapsulation() == Encapsulation::LittleEndian =>
            {
                let mut reader = reader.clone();
                if *count > 0 {
                    reader
                        .read_bytes(crate::align::padding(reader.position(), size))
                        .ok()?;
                }
                let bytes = reader.read_bytes(count.checked_mul(size)?).ok()?;
                Some((bytes, size))
            }
            _ => None,
        }
    }
}

fn owned_element<'a>(field: &'a FieldSchema, list: &'a List, index: usize) -> Option<ValueView<'a>> {
    Some(match list {
        List::Bool(elements) => ValueView::Bool(*elements.get(index)?),
        List::Int8(elements) => ValueView::Int8(*elements.get(index)?),
        List::Uint8(elements) if field.base == BaseType::Byte => ValueView::Byte(*elements.get(index)?),
        List::Uint8(elements) => ValueView::Uint8(*elements.get(index)?),
        List::Int16(elements) => ValueView::Int16(*elements.get(index)?),
        List::Uint16(elements) => ValueView::Uint16(*elements.get(index)?),
        List::Int32(elements) => ValueView::Int32(*elements.get(index)?),
        List::Uint32(elements) => ValueView::Uint32(*elements.get(index)?),
        List::Int64(elements) => ValueView::Int64(*elements.get(index)?),
        List::Uint64(elements) => ValueView::Uint64(*elements.get(index)?),
        List::Float32(elements) => ValueView::Float32(*elements.get(index)?),
        List::Float64(elements) => ValueView::Float64(*elements.get(index)?),
        List::String(texts) => ValueView::text(field, texts.get(index)?),
        List::Message(messages) => ValueView::Message(messages.get(index)?.view()),
    })
}

impl<'a> IntoIterator for &ListView<'a> {
    type Item = ValueView<'a>;
    type IntoIter = ListIter<'a>;

    fn into_iter(self) -> ListIter<'a> {
        self.iter()
    }
}

/// Iterates over the elements of a [`ListView`].
#[derive(Clone, Debug)]
pub struct ListIter<'a> {
    /// On the wire, its reader is at the next element.
    list: ListView<'a>,
    next: usize,
}

impl<'a> Iterator for ListIter<'a> {
    type Item = ValueView<'a>;

    fn next(&mut self) -> Option<ValueView<'a>> {
        let index = self.next;
        if index >= self.list.len() {
            return None;
        }
        self.next += 1;
        let field = self.list.field;
        match &mut self.list.source {
            Source::Wire { schema, reader, .. } => {
                let element = read_element(schema, field, &mut reader.clone()).ok();
                skip_elements(schema, field, 1, reader).ok()?;
                element
            }
            Source::Owned(list) => owned_element(field, list, index),
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.list.len() - self.next;
        (left, Some(left))
    }
}

impl ExactSizeIterator for ListIter<'_> {}
