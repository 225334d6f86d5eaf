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
    for character in line.trim().chars() {
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
    // A heading, a list and a link that is not marked as one are fine in a comment, a bare address is a warning.
    let words = escaped.split(' ').map(|word| {
        let address = word.starts_with("http://") || word.starts_with("https://");
        if address {
            format!("<{}>", word.replace('\\', ""))
        } else {
            word.to_owned()
        }
    });
    words.collect::<Vec<_>>().join(" ")
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
}
