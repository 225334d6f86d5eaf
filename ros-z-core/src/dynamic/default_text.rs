//! Default values as the Python literals of a description, in both directions: `True`, `-5`, `(1.5, 2.0)`,
//! `('a', "b'c")`. A single string is its text, without quotes.

use crate::default_value::DefaultValue;
use alloc::{string::String, vec::Vec};
use core::fmt::Write as _;

/// Returns the literal of a default value.
pub(super) fn of(value: &DefaultValue) -> String {
    match value {
        DefaultValue::Text(text) => text.clone(),
        DefaultValue::List(values) => {
            let mut literal = String::from("(");
            for value in values {
                write_literal(&mut literal, value);
                literal.push_str(", ");
            }
            literal.push(')');
            literal
        }
        single => {
            let mut literal = String::new();
            write_literal(&mut literal, single);
            literal
        }
    }
}

fn write_literal(literal: &mut String, value: &DefaultValue) {
    let _ = match value {
        DefaultValue::Bool(value) => literal.write_str(if *value { "True" } else { "False" }),
        DefaultValue::Text(text) => {
            literal.push('\'');
            for character in text.chars() {
                let _ = match character {
                    '\'' | '\\' => write!(literal, "\\{character}"),
                    '\n' => literal.write_str("\\n"),
                    other => literal.write_char(other),
                };
            }
            literal.write_char('\'')
        }
        other => write!(literal, "{other}"),
    };
}

/// Reads the literal of a list; `None` if it is not one.
pub(super) fn parse_list(literal: &str) -> Option<Vec<DefaultValue>> {
    let inner = literal.trim();
    let inner = match (inner.strip_prefix('('), inner.strip_prefix('[')) {
        (Some(inner), _) => inner.strip_suffix(')'),
        (_, Some(inner)) => inner.strip_suffix(']'),
        _ => None,
    }?;
    let mut values = Vec::new();
    let mut rest = inner.trim_start();
    while !rest.is_empty() {
        let (value, after) = match rest.strip_prefix(['\'', '"']) {
            Some(text) => parse_text(text, if rest.starts_with('"') { '"' } else { '\'' })?,
            None => {
                let end = rest.find(',').unwrap_or(rest.len());
                let (item, after) = rest.split_at(end);
                (parse_single(item)?, after)
            }
        };
        values.push(value);
        let after = after.trim_start();
        rest = match after.strip_prefix(',') {
            Some(after) => after.trim_start(),
            None if after.is_empty() => after,
            None => return None,
        };
    }
    Some(values)
}

/// Reads the literal of a `bool` or a number.
pub(super) fn parse_single(literal: &str) -> Option<DefaultValue> {
    let literal = literal.trim();
    match literal {
        "True" | "true" | "TRUE" => return Some(DefaultValue::Bool(true)),
        "False" | "false" | "FALSE" => return Some(DefaultValue::Bool(false)),
        _ => {}
    }
    let integer = literal.parse().map(DefaultValue::Integer);
    integer
        .or_else(|_| literal.parse().map(DefaultValue::Float64))
        .ok()
}

/// Reads a text up to its closing quote, and returns it with the rest.
fn parse_text(quoted: &str, quote: char) -> Option<(DefaultValue, &str)> {
    let mut text = String::new();
    let mut characters = quoted.chars();
    loop {
        match characters.next()? {
            '\\' => match characters.next()? {
                'n' => text.push('\n'),
                't' => text.push('\t'),
                'r' => text.push('\r'),
                'x' => text.push(parse_code(&mut characters, 2)?),
                'u' => text.push(parse_code(&mut characters, 4)?),
                'U' => text.push(parse_code(&mut characters, 8)?),
                other => text.push(other),
            },
            character if character == quote => return Some((DefaultValue::Text(text), characters.as_str())),
            character => text.push(character),
        }
    }
}

/// Reads the digits of an escaped character.
fn parse_code(characters: &mut core::str::Chars<'_>, digits: usize) -> Option<char> {
    let mut code = 0;
    for _ in 0..digits {
        code = code << 4 | characters.next()?.to_digit(16)?;
    }
    char::from_u32(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(texts: &[&str]) -> Vec<DefaultValue> {
        texts
            .iter()
            .map(|&text| DefaultValue::Text(text.into()))
            .collect()
    }

    // The literals of test_msgs/msg/Arrays and Strings in ROS 2 Jazzy.
    #[test]
    fn literals_of_rosidl_are_read() {
        assert_eq!(
            parse_list("('', 'max value', \"Hello'world!\")"),
            Some(texts(&["", "max value", "Hello'world!"]))
        );
        assert_eq!(
            parse_list("(False, True)"),
            Some(Vec::from([DefaultValue::Bool(false), DefaultValue::Bool(true)]))
        );
        assert_eq!(
            parse_list("(0, -9223372036854775808)"),
            Some(Vec::from([
                DefaultValue::Integer(0),
                DefaultValue::Integer(i64::MIN.into())
            ]))
        );
        assert_eq!(parse_single("1.125"), Some(DefaultValue::Float64(1.125)));
        assert_eq!(parse_list("()"), Some(Vec::new()));
        for wrong in ["", "(", "(1", "('a)", "('a' 'b')", "(a)", "1"] {
            assert_eq!(parse_list(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_literal_is_read_as_it_was_written() {
        let values = texts(&["", "it's", "a\\b", "two\nlines", "\u{e9}\u{1f916}, (x)"]);
        let written = of(&DefaultValue::List(values.clone()));
        assert_eq!(parse_list(&written), Some(values));
    }
}
