//! Paths to values in a message, such as `poses[3].position.x`: their syntax, and their errors.

use super::schema::FieldSchema;
use alloc::{borrow::ToOwned, string::String};

/// The reason why a path leads to no value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PathError {
    /// The text is not a path.
    #[error("`{path}` is not a path: error at byte {position}; write it like `poses[3].position.x`")]
    Syntax {
        /// The text.
        path: String,
        /// Index of the first wrong byte.
        position: usize,
    },
    /// A message has no field of this name.
    #[error("{type_name} has no field `{field}`; its fields are: {available}")]
    UnknownField {
        /// The segment that is wrong.
        field: String,
        /// ROS name of the message.
        type_name: String,
        /// All fields of the message, separated by commas.
        available: String,
    },
    /// A value that is not a message has no fields.
    #[error("`{parent}` is of type {found} and has no fields{hint}")]
    NotAMessage {
        /// Path of the value.
        parent: String,
        /// Type of the value.
        found: String,
        /// Advice; may be empty.
        hint: &'static str,
    },
    /// A value that is not an array or a sequence has no elements.
    #[error("`{parent}` is of type {found}, which is not an array or a sequence")]
    NotAList {
        /// Path of the value.
        parent: String,
        /// Type of the value.
        found: String,
    },
    /// An array or a sequence is shorter.
    #[error("`{parent}` has {length} elements, there is none of index {index}")]
    IndexOutOfRange {
        /// Path of the array or sequence.
        parent: String,
        /// The index.
        index: usize,
        /// Number of elements.
        length: usize,
    },
}

impl PathError {
    pub(super) fn syntax(path: &str, position: usize) -> Self {
        Self::Syntax {
            path: path.to_owned(),
            position,
        }
    }

    pub(super) fn unknown_field(field: &str, type_name: &str, fields: &[FieldSchema]) -> Self {
        let mut available = String::new();
        for field in fields {
            available.push_str(if available.is_empty() { "" } else { ", " });
            available.push_str(&field.name);
        }
        if available.is_empty() {
            available.push_str("none");
        }
        Self::UnknownField {
            field: field.to_owned(),
            type_name: type_name.to_owned(),
            available,
        }
    }

    /// The segment at `start` names a field of a value that is not a message.
    pub(super) fn not_a_message(path: &str, start: usize, field: &FieldSchema, is_element: bool) -> Self {
        let is_list = !field.is_single() && !is_element;
        Self::NotAMessage {
            parent: before(path, start),
            found: if is_list {
                alloc::format!("{field}")
            } else {
                field.element_text()
            },
            hint: if is_list {
                "; write an index, such as `[0]`"
            } else {
                ""
            },
        }
    }

    /// The segment at `start` is the index of a value that is not a list.
    pub(super) fn not_a_list(path: &str, start: usize, found: String) -> Self {
        Self::NotAList {
            parent: before(path, start),
            found,
        }
    }

    pub(super) fn index_out_of_range(path: &str, start: usize, index: usize, length: usize) -> Self {
        Self::IndexOutOfRange {
            parent: before(path, start),
            index,
            length,
        }
    }
}

/// The path of the value to which the segment at `start` applies.
fn before(path: &str, start: usize) -> String {
    let parent = path.get(..start).unwrap_or_default();
    parent.strip_suffix('.').unwrap_or(parent).to_owned()
}

/// A part of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Segment<'a> {
    Field(&'a str),
    Index(usize),
}

/// The segments of a path, each with the index of its first byte. The first one is a field.
#[derive(Clone, Debug)]
pub(super) struct Segments<'a> {
    path: &'a str,
    position: usize,
}

impl<'a> Segments<'a> {
    pub(super) fn new(path: &'a str) -> Self {
        Self { path, position: 0 }
    }

    /// Continues at the segment that starts at this byte.
    pub(super) fn restart_at(&mut self, position: usize) {
        self.position = position;
    }

    /// Reads the segment at the position, and moves after it.
    fn read(&mut self) -> Option<Segment<'a>> {
        let rest = self.path.get(self.position..)?;
        if let Some(inner) = rest.strip_prefix('[')
            && self.position > 0
        {
            let (digits, _) = inner.split_once(']')?;
            self.position += digits.len() + 2;
            let is_number = digits.bytes().all(|digit| digit.is_ascii_digit());
            return digits.parse().ok().filter(|_| is_number).map(Segment::Index);
        }
        let name = match rest.strip_prefix('.') {
            Some(name) if self.position > 0 => name,
            None if self.position == 0 => rest,
            _ => return None,
        };
        self.position += rest.len() - name.len();
        let end = name.find(['.', '[', ']']).unwrap_or(name.len());
        self.position += end;
        name.get(..end)
            .filter(|name| !name.is_empty())
            .map(Segment::Field)
    }
}

impl<'a> Iterator for Segments<'a> {
    type Item = Result<(usize, Segment<'a>), PathError>;

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.position;
        if start == self.path.len() && start > 0 {
            return None;
        }
        match self.read() {
            Some(segment) => Some(Ok((start, segment))),
            None => {
                let error = PathError::syntax(self.path, start);
                // Nothing follows an error.
                *self = Self {
                    path: "\0",
                    position: 1,
                };
                Some(Err(error))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    #[test]
    fn a_path_is_fields_and_indices() {
        let segments: Result<Vec<_>, _> = Segments::new("poses[3].position.x").collect();
        assert_eq!(
            segments.unwrap(),
            [
                (0, Segment::Field("poses")),
                (5, Segment::Index(3)),
                (8, Segment::Field("position")),
                (17, Segment::Field("x")),
            ]
        );
    }

    #[test]
    fn the_error_names_the_first_wrong_byte() {
        for (path, wrong) in [
            ("", 0),
            (".a", 0),
            ("[0]", 0),
            ("a.", 1),
            ("a..b", 1),
            ("a[", 1),
            ("a[x]", 1),
            ("a[-1]", 1),
            ("a[+1]", 1),
            ("a[]", 1),
            ("a[0]b", 4),
            ("a]", 1),
            ("a[99999999999999999999999]", 1),
            ("é.[", 2),
        ] {
            let result: Result<Vec<_>, _> = Segments::new(path).collect();
            assert_eq!(result, Err(PathError::syntax(path, wrong)), "{path}");
        }
    }
}
