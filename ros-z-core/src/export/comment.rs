//! Comments of generated files. Turns documentation, which is Markdown, into lines that pass through rosidl, its IDL
//! and the compilers unchanged.

use alloc::{format, string::String};
use core::fmt::Write as _;

/// Adds documentation as comment lines.
///
/// rosidl copies a comment into C comments of both kinds, into C strings, and into IDL strings, where it
/// decodes backslash sequences. It ends a line at the same characters as Python's `splitlines`.
pub(super) fn comment(text: &mut String, doc: &str) {
    for line in doc.lines().flat_map(|line| line.split(ends_line)) {
        let _ = writeln!(text, "{}", format!("# {}", harmless(&plain(line))).trim_end());
    }
}

/// Characters besides `\n` at which Python's `splitlines` ends a line.
fn ends_line(character: char) -> bool {
    matches!(
        character,
        '\r' | '\u{b}' | '\u{c}' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// Undoes the escapes and the links around addresses of Markdown: `\[m/s\]` is `[m/s]`.
fn plain(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(character) = rest.chars().next() {
        let after = &rest[character.len_utf8()..];
        if let Some((address, after)) = link(rest) {
            plain.push_str(address);
            rest = after;
        } else if character == '\\' && after.starts_with(|next: char| next.is_ascii_punctuation()) {
            plain.push_str(&after[..1]);
            rest = &after[1..];
        } else {
            plain.push(character);
            rest = after;
        }
    }
    plain
}

/// The address of a link at the start of a text, `<https://…>`, and the text after it.
fn link(text: &str) -> Option<(&str, &str)> {
    let (address, after) = text.strip_prefix('<')?.split_once('>')?;
    let is_address = address.starts_with("http://") || address.starts_with("https://");
    is_address.then_some((address, after))
}

/// Replaces everything in a line that rosidl or a compiler would interpret.
fn harmless(line: &str) -> String {
    let mut harmless: String = line
        .chars()
        .map(|character| match character {
            // rosidl unescapes a backslash twice. At the end of a line it is an escape for compilers too.
            '\\' => '\u{2216}',
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => ' ',
            character if character.is_control() => ' ',
            character => character,
        })
        .collect();
    // Remove the brackets of intra-doc links: rosidl parses brackets as a unit.
    for (from, to) in [("[`", "`"), ("`]", "`"), ("*/", "* /"), ("/*", "/ *")] {
        harmless = harmless.replace(from, to);
    }
    without_trigraphs(&without_open_brackets(&harmless))
}

/// Replaces `[` by `(` if no `]` follows it in the line: a unit that continues on the next line breaks the IDL.
fn without_open_brackets(line: &str) -> String {
    let (closed, open) = match line.rfind(']') {
        Some(last) => line.split_at(last),
        None => ("", line),
    };
    format!("{closed}{}", open.replace('[', "("))
}

/// Inserts a space into trigraphs, which some compilers replace even in comments.
fn without_trigraphs(line: &str) -> String {
    let mut separated = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(character) = rest.chars().next() {
        separated.push(character);
        rest = &rest[character.len_utf8()..];
        let mut next = rest.chars();
        if character == '?'
            && next.next() == Some('?')
            && next.next().is_some_and(|third| "=/'()!<>-".contains(third))
        {
            separated.push(' ');
        }
    }
    separated
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(doc: &str) -> String {
        let mut text = String::new();
        comment(&mut text, doc);
        text
    }

    #[test]
    fn no_text_ends_a_comment_or_escapes_from_it() {
        for (doc, expected) in [
            ("Metres.\n\n  at rest", "# Metres.\n#\n#   at rest\n"),
            ("a */ b /* c **/ d /*/ e", "# a * / b / * c ** / d / * / e\n"),
            (r"C:\new \u00e9 \x \", "# C:∖new ∖u00e9 ∖x ∖\n"),
            (
                "a\r\nb\rc\u{b}d\u{c}e\u{1e}f\u{85}g\u{2028}h",
                "# a\n# b\n# c\n# d\n# e\n# f\n# g\n# h\n",
            ),
            ("a\0b\tc\u{7f}d\u{202e}e\u{9f}f", "# a b c d e f\n"),
            ("what??/ ???= ????", "# what? ?/ ?? ?= ????\n"),
            ("[m/s]", "# [m/s]\n"),
            (r"\[m/s\] a\_b \\ c", "# [m/s] a_b ∖ c\n"),
            ("see <https://a.b/c_d>, <b>", "# see https://a.b/c_d, <b>\n"),
            (
                r"\<https://a.b/c\_d\> <https://a",
                "# <https://a.b/c_d> <https://a\n",
            ),
            ("from [`Arm`] on", "# from `Arm` on\n"),
            ("one of [a\nb] or [c] [d", "# one of (a\n# b] or [c] (d\n"),
            (
                "---\n===\nuint8 X=1\n\"\"\" %d $X @verbatim é 🤖",
                "# ---\n# ===\n# uint8 X=1\n# \"\"\" %d $X @verbatim é 🤖\n",
            ),
        ] {
            assert_eq!(written(doc), expected, "{doc:?}");
        }
    }
}
