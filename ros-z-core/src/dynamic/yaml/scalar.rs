//! Texts and floats as PyYAML writes them. `ros2 topic echo` uses PyYAML.

use super::resolve::is_text;
use alloc::{format, string::String};
use core::fmt::{self, Write};

/// Writes a float: the shortest text that is read as the same number.
pub(super) fn write_float(f: &mut impl Write, value: f64) -> fmt::Result {
    if value.is_nan() {
        return f.write_str(".nan");
    }
    if value.is_infinite() {
        return f.write_str(if value > 0.0 { ".inf" } else { "-.inf" });
    }
    let text = shortest(value);
    let Some((mantissa, exponent)) = text.split_once('e') else {
        return f.write_str(&text);
    };
    let (sign, digits) = match exponent.strip_prefix('-') {
        Some(digits) => ('-', digits),
        None => ('+', exponent),
    };
    let point = if mantissa.contains('.') { "" } else { ".0" };
    write!(f, "{mantissa}{point}e{sign}{digits:0>2}")
}

/// The shortest text that is read as the same number. Of two that are equally close, Python has the one with an even
/// last digit, which is common for a `float32`: its value has few digits in base two, and many in base ten.
fn shortest(value: f64) -> String {
    let text = format!("{value:?}");
    let mantissa = text.split('e').next().unwrap_or_default();
    let decimals = mantissa.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    if mantissa.len() < MOST_DIGITS {
        return text;
    }
    let is_scientific = mantissa.len() < text.len();
    let even = if is_scientific {
        format!("{value:.decimals$e}")
    } else {
        format!("{value:.decimals$}")
    };
    if even.parse() == Ok(value) { even } else { text }
}

/// Significant digits that every `f64` can have; only a number with more can be between two texts.
const MOST_DIGITS: usize = 15;

/// The ways in which a text can be written.
struct Style {
    plain: bool,
    single_quotes: bool,
}

const fn is_break(character: char) -> bool {
    matches!(character, '\n' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

const fn is_blank(character: char) -> bool {
    is_break(character) || matches!(character, '\0' | ' ' | '\t' | '\r')
}

/// Returns whether YAML contains the character as it is.
const fn is_printable(character: char) -> bool {
    matches!(
        character,
        '\n' | ' '..='~' | '\u{85}' | '\u{a0}'..='\u{d7ff}' | '\u{e000}'..='\u{fefe}' | '\u{ff00}'..='\u{fffd}'
            | '\u{10000}'..='\u{10fffe}'
    )
}

impl Style {
    fn of(text: &str, is_flow: bool) -> Self {
        let mut style = Self {
            plain: is_text(text) && !text.starts_with("---") && !text.starts_with("..."),
            single_quotes: true,
        };
        let mut previous = None;
        let mut characters = text.chars().peekable();
        while let Some(character) = characters.next() {
            let is_first = previous.is_none();
            let after_blank = previous.is_none_or(is_blank);
            let before_blank = characters.peek().copied().is_none_or(is_blank);
            let is_indicator = match character {
                ',' | '[' | ']' | '{' | '}' => is_first || is_flow,
                '#' => after_blank,
                '&' | '*' | '!' | '|' | '>' | '\'' | '"' | '%' | '@' | '`' => is_first,
                '-' => is_first && before_blank,
                ':' => is_flow || before_blank,
                '?' => is_flow || (is_first && before_blank),
                _ => false,
            };
            // Spaces at an end or beside a line break would be lost.
            let is_edge = is_first || characters.peek().is_none();
            let beside_break = match (previous, character) {
                (Some(' '), next) => is_break(next),
                (Some(previous), ' ') => is_break(previous),
                _ => false,
            };
            style.plain &= !(is_indicator || is_break(character) || (is_edge && character == ' '));
            style.single_quotes &= is_printable(character) && !beside_break;
            previous = Some(character);
        }
        style.plain &= style.single_quotes;
        style
    }
}

/// Writes a text whose further lines are indented by `indent`.
pub(super) fn write_text(f: &mut impl Write, text: &str, indent: usize, is_flow: bool) -> fmt::Result {
    match Style::of(text, is_flow) {
        Style { plain: true, .. } => f.write_str(text),
        Style {
            single_quotes: true, ..
        } => write_single_quoted(f, text, indent),
        _ => write_double_quoted(f, text),
    }
}

/// In single quotes, a line break is written as one more than it is.
fn write_single_quoted(f: &mut impl Write, text: &str, indent: usize) -> fmt::Result {
    f.write_char('\'')?;
    let mut after_break = false;
    for character in text.chars() {
        if is_break(character) {
            if !after_break && character == '\n' {
                f.write_char('\n')?;
            }
            f.write_char(character)?;
        } else {
            if after_break {
                write!(f, "{:indent$}", "")?;
            }
            f.write_str(if character == '\'' { "'" } else { "" })?;
            f.write_char(character)?;
        }
        after_break = is_break(character);
    }
    if after_break {
        write!(f, "{:indent$}", "")?;
    }
    f.write_char('\'')
}

fn write_double_quoted(f: &mut impl Write, text: &str) -> fmt::Result {
    f.write_char('"')?;
    for character in text.chars() {
        match character {
            '"' | '\\' => write!(f, "\\{character}"),
            ' '..='~'
            | '\u{a0}'..='\u{2027}'
            | '\u{202a}'..='\u{d7ff}'
            | '\u{e000}'..='\u{fefe}'
            | '\u{ff00}'..='\u{fffd}' => f.write_char(character),
            '\0' => f.write_str("\\0"),
            '\x07' => f.write_str("\\a"),
            '\x08' => f.write_str("\\b"),
            '\t' => f.write_str("\\t"),
            '\n' => f.write_str("\\n"),
            '\x0b' => f.write_str("\\v"),
            '\x0c' => f.write_str("\\f"),
            '\r' => f.write_str("\\r"),
            '\x1b' => f.write_str("\\e"),
            '\u{85}' => f.write_str("\\N"),
            '\u{2028}' => f.write_str("\\L"),
            '\u{2029}' => f.write_str("\\P"),
            other => match u32::from(other) {
                code @ 0..=0xff => write!(f, "\\x{code:02X}"),
                code @ 0x100..=0xffff => write!(f, "\\u{code:04X}"),
                code => write!(f, "\\U{code:08X}"),
            },
        }?;
    }
    f.write_char('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str, is_flow: bool) -> String {
        let mut written = String::new();
        write_text(&mut written, text, 4, is_flow).unwrap();
        written
    }

    // PyYAML 6.0.4, with `allow_unicode` and an unlimited width.
    #[test]
    fn a_text_has_the_quotes_that_it_needs() {
        for (value, block, flow) in [
            ("map", "map", "map"),
            ("", "''", "''"),
            ("yes", "'yes'", "'yes'"),
            ("a,b", "a,b", "'a,b'"),
            ("key:value", "key:value", "'key:value'"),
            ("key: value", "'key: value'", "'key: value'"),
            ("it's", "it's", "it's"),
            ("'a'", "'''a'''", "'''a'''"),
            ("a #b", "'a #b'", "'a #b'"),
            ("a#b", "a#b", "a#b"),
            ("- a", "'- a'", "'- a'"),
            ("-a", "-a", "-a"),
            (" a", "' a'", "' a'"),
            ("...", "'...'", "'...'"),
            ("a\nb", "'a\n\n    b'", "'a\n\n    b'"),
            ("a \nb", r#""a \nb""#, r#""a \nb""#),
            (
                "\t\"\\\0\u{1f916}",
                r#""\t\"\\\0\U0001F916""#,
                r#""\t\"\\\0\U0001F916""#,
            ),
            ("\u{1f916}", "\u{1f916}", "\u{1f916}"),
        ] {
            assert_eq!(text(value, false), block, "{value:?}");
            assert_eq!(text(value, true), flow, "{value:?} in a flow collection");
        }
    }

    // `repr` of Python 3.11, as PyYAML changes it.
    #[test]
    fn a_float_is_the_shortest_text_of_its_value() {
        for (value, expected) in [
            (0.0, "0.0"),
            (-0.0, "-0.0"),
            (1e15, "1000000000000000.0"),
            (1e16, "1.0e+16"),
            (1.5e300, "1.5e+300"),
            (0.0001, "0.0001"),
            (0.00001, "1.0e-05"),
            (5e-324, "5.0e-324"),
            (f64::from(0.1f32), "0.10000000149011612"),
            (f64::from(-868.188_05_f32), "-868.1880493164062"),
            (f64::NAN, ".nan"),
            (f64::NEG_INFINITY, "-.inf"),
        ] {
            let mut written = String::new();
            write_float(&mut written, value).unwrap();
            assert_eq!(written, expected);
        }
    }
}
