//! A place in a definition file, and the lines of one. Lines end wherever rosidl ends them, which is Python's
//! `str.splitlines`.

/// A place in a file: line and column, both counted from 1. Columns count characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1, in characters.
    pub column: usize,
}

/// One line of a definition, without its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Line<'a> {
    pub(crate) number: usize,
    pub(crate) text: &'a str,
}

impl<'a> Line<'a> {
    /// The position of `part`, a slice of this line's text.
    pub(crate) fn position(&self, part: &str) -> Position {
        let offset = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        let before = self.text.get(..offset).unwrap_or(self.text);
        Position {
            line: self.number,
            column: before.chars().count() + 1,
        }
    }
}

/// Splits `text` into lines.
pub(crate) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (line, after) = match rest.find(is_line_end) {
            None => (rest, ""),
            Some(end) => {
                let after = &rest[end..];
                let width = if after.starts_with("\r\n") {
                    2
                } else {
                    after.chars().next().map_or(0, char::len_utf8)
                };
                (&rest[..end], &after[width..])
            }
        };
        lines.push(Line {
            number: lines.len() + 1,
            text: line,
        });
        rest = after;
    }
    lines
}

fn is_line_end(character: char) -> bool {
    matches!(
        character,
        '\n' | '\r' | '\x0b' | '\x0c' | '\x1c'..='\x1e' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_where_python_ends_them() {
        let text = "a\nb\r\nc\rd\x0be\u{2028}f\n";
        let found: Vec<_> = lines(text).iter().map(|line| (line.number, line.text)).collect();
        assert_eq!(
            found,
            [(1, "a"), (2, "b"), (3, "c"), (4, "d"), (5, "e"), (6, "f")]
        );
        assert!(lines("").is_empty());
    }

    #[test]
    fn columns_count_characters() {
        let line = lines("é x")[0];
        assert_eq!(line.position(&line.text[3..]), Position { line: 1, column: 3 });
    }
}
