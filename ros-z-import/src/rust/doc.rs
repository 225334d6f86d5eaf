//! Comments of definitions as documentation. Comments are plain text; rustdoc would read markup into it.

use std::fmt::Write as _;

use super::Context;

impl Context<'_> {
    /// Appends a documentation comment, each line indented by `indent`.
    pub(super) fn write_doc(&self, text: &mut String, indent: &str, lines: &[String]) {
        for line in lines {
            if line.trim().is_empty() {
                let _ = writeln!(text, "{indent}///");
            } else {
                let _ = writeln!(text, "{indent}/// {}", self.doc_line(line));
            }
        }
    }

    /// A line of documentation.
    pub(super) fn doc_line(&self, line: &str) -> String {
        if self.choices.has_markdown {
            line.to_owned()
        } else {
            escape(line)
        }
    }
}

/// A line that rustdoc shows as it is. Four blanks would start a code block, which rustdoc compiles.
fn escape(line: &str) -> String {
    let mut escaped = String::new();
    let mut rest = line.trim();
    while let Some(character) = rest.chars().next() {
        // A heading and a list are fine in a comment, an address that is not marked as a link is a warning.
        if let Some(address) = address(rest) {
            escaped.push('<');
            escaped.push_str(address);
            escaped.push('>');
            rest = &rest[address.len()..];
            continue;
        }
        rest = &rest[character.len_utf8()..];
        match character {
            '[' | ']' | '<' | '>' | '*' | '_' | '`' | '|' | '~' | '\\' => {
                escaped.push('\\');
                escaped.push(character);
            }
            // Bidirectional controls are refused by rustc; other controls have no place in a comment.
            _ if character.is_control() || is_bidirectional(character) => {}
            _ => escaped.push(character),
        }
    }
    escaped
}

/// The address at the start of a text, without the punctuation of the sentence after it.
fn address(text: &str) -> Option<&str> {
    let host = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"))?;
    let ends = |character: char| {
        character.is_whitespace()
            || character.is_control()
            || is_bidirectional(character)
            || matches!(character, '<' | '>' | '"' | '\\' | '`')
    };
    let scheme = text.len() - host.len();
    let address = &text[..scheme + host.find(ends).unwrap_or(host.len())];
    let is_closed = !address.contains('(') && address.contains(')');
    let address = address
        .split_once(')')
        .filter(|_| is_closed)
        .map_or(address, |(inner, _)| inner);
    let address = address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', ']', '*']);
    (address.len() > scheme).then_some(address)
}

fn is_bidirectional(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_escaped() {
        assert_eq!(escape("speed [m/s], a<b"), r"speed \[m/s\], a\<b");
        assert_eq!(escape("    indented"), "indented");
        assert_eq!(escape("see http://a.b/c_d now"), "see <http://a.b/c_d> now");
    }

    #[test]
    fn an_address_is_a_link_without_the_punctuation_around_it() {
        for (line, expected) in [
            ("<http://a.b/c_d>", r"\<<http://a.b/c_d>\>"),
            ("(see https://a.b/c), or", "(see <https://a.b/c>), or"),
            ("\"http://a.b\". End", "\"<http://a.b>\". End"),
            ("at https://a.b/c_(d).", "at <https://a.b/c_(d)>."),
            ("[a_b](http://a.b)", r"\[a\_b\](<http://a.b>)"),
            ("http:// and https://.", "http:// and https://."),
            ("http://a.b\u{202e}c", "<http://a.b>c"),
        ] {
            assert_eq!(escape(line), expected);
        }
    }
}
