//! Values of constants and default values.

use crate::definition::{Collection, ElementType, FieldType, Primitive, Value};
use crate::rule::Rule;

/// Parses the default value of a field.
pub(super) fn default_value(field_type: &FieldType, text: &str) -> Result<Value, Rule> {
    let ElementType::Primitive {
        primitive,
        string_bound,
    } = field_type.element
    else {
        return Err(Rule::MessageDefault);
    };
    let limit = match field_type.collection {
        Collection::Single => return single(primitive, string_bound, text),
        Collection::Array(len) => Some((len, len)),
        Collection::Bounded(bound) => Some((0, bound)),
        Collection::Unbounded => None,
    };
    let elements = text
        .strip_prefix('[')
        .and_then(|text| text.strip_suffix(']'))
        .ok_or_else(|| mismatch(&format!("{}[]", primitive.name())))?;
    let texts = if primitive.is_string() {
        string_elements(elements)?
    } else if elements.is_empty() {
        Vec::new()
    } else {
        elements
            .split(',')
            .map(|element| element.trim().to_owned())
            .collect()
    };
    if let Some((least, most)) = limit
        && !(least..=most).contains(&texts.len())
    {
        return Err(Rule::ValueCount {
            allowed: most,
            found: texts.len(),
        });
    }
    let values = texts.iter().map(|text| single(primitive, string_bound, text));
    Ok(Value::List(values.collect::<Result<_, _>>()?))
}

/// Parses one value.
pub(super) fn single(primitive: Primitive, string_bound: Option<usize>, text: &str) -> Result<Value, Rule> {
    if let Some((least, most)) = primitive.integer_range() {
        return integer(text)
            .filter(|value| (least..=most).contains(value))
            .map(Value::Integer)
            .ok_or_else(|| mismatch(primitive.name()));
    }
    match primitive {
        Primitive::Bool => match text.to_lowercase().as_str() {
            "true" | "1" => Ok(Value::Bool(true)),
            "false" | "0" => Ok(Value::Bool(false)),
            _ => Err(mismatch("bool")),
        },
        Primitive::Float32 | Primitive::Float64 => float(primitive, text)
            .map(Value::Float)
            .ok_or_else(|| mismatch(primitive.name())),
        _ => string(text).and_then(|value| {
            if string_bound.is_some_and(|bound| value.chars().count() > bound) {
                let bound = string_bound.unwrap_or_default();
                return Err(mismatch(&format!("{}<={bound}", primitive.name())));
            }
            Ok(Value::String(value))
        }),
    }
}

fn mismatch(expected: &str) -> Rule {
    Rule::Value {
        expected: expected.to_owned(),
    }
}

/// An integer as Python reads it: an optional sign, digits with single underscores between them, a prefix for bases.
pub(super) fn integer(text: &str) -> Option<i128> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let prefix = digits.get(..2).map(str::to_ascii_lowercase);
    let (radix, digits) = match prefix.as_deref() {
        // One underscore may follow a prefix.
        Some("0x") => (16, digits[2..].strip_prefix('_').unwrap_or(&digits[2..])),
        Some("0o") => (8, digits[2..].strip_prefix('_').unwrap_or(&digits[2..])),
        Some("0b") => (2, digits[2..].strip_prefix('_').unwrap_or(&digits[2..])),
        _ => (10, digits),
    };
    if !digits.starts_with(|first: char| first.is_ascii_alphanumeric()) {
        return None;
    }
    let value = i128::from_str_radix(&without_underscores(digits)?, radix).ok()?;
    Some(if negative { -value } else { value })
}

fn float(primitive: Primitive, text: &str) -> Option<f64> {
    let text = without_underscores(text)?;
    // Only numbers: Rust and Python both read `nan` and `inf`, which no generated code can express.
    if text.contains(|character: char| !matches!(character, '0'..='9' | '.' | '+' | '-' | 'e' | 'E')) {
        return None;
    }
    let value: f64 = text.parse().ok()?;
    let fits = match primitive {
        #[expect(clippy::cast_possible_truncation, reason = "the cast is the test")]
        Primitive::Float32 => (value as f32).is_finite(),
        _ => value.is_finite(),
    };
    fits.then_some(value)
}

/// Removes single underscores between digits, and refuses others.
fn without_underscores(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let lone = |index: usize| {
        let digit = |at: Option<usize>| {
            at.and_then(|at| bytes.get(at))
                .is_some_and(u8::is_ascii_alphanumeric)
        };
        digit(index.checked_sub(1)) && digit(Some(index + 1))
    };
    let fine = (0..bytes.len()).all(|index| bytes[index] != b'_' || lone(index));
    fine.then(|| text.replace('_', ""))
}

/// A string, with or without quotes.
fn string(text: &str) -> Result<String, Rule> {
    let mut value = text.to_owned();
    for quote in ['"', '\''] {
        let inner = text.strip_prefix(quote).and_then(|text| text.strip_suffix(quote));
        let Some(inner) = inner else { continue };
        let mut previous = None;
        for character in inner.chars() {
            if character == quote && previous != Some('\\') {
                return Err(Rule::Quotes);
            }
            previous = Some(character);
        }
        value = inner.replace(&format!("\\{quote}"), &quote.to_string());
        break;
    }
    if value.contains('\\') {
        return Err(Rule::Backslash);
    }
    Ok(value)
}

/// The elements of a list of strings: quoted ones may contain commas.
fn string_elements(text: &str) -> Result<Vec<String>, Rule> {
    let mut elements = Vec::new();
    let mut rest = text.trim_start_matches(' ');
    while !rest.is_empty() {
        if rest.starts_with(',') {
            return Err(mismatch("string"));
        }
        let (element, after) = match rest.chars().next().filter(|first| matches!(first, '"' | '\'')) {
            Some(quote) => {
                let end = closing_quote(&rest[1..], quote).ok_or(Rule::Quotes)?;
                // rosidl removes the quotes, then blanks, and then reads the rest as a value of its own.
                let inner = rest[1..=end].replace(&format!("\\{quote}"), &quote.to_string());
                (inner.trim().to_owned(), &rest[end + 2..])
            }
            None => {
                let (element, after) = rest.split_at(rest.find(',').unwrap_or(rest.len()));
                (element.trim().to_owned(), after)
            }
        };
        elements.push(element);
        rest = after.trim_start_matches(' ');
        if let Some(after) = rest.strip_prefix(',') {
            rest = after.trim_start_matches(' ');
        }
    }
    Ok(elements)
}

/// The offset of the first `quote` without a backslash before it.
fn closing_quote(text: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    text.char_indices().find_map(|(offset, character)| {
        let closes = character == quote && !escaped;
        escaped = character == '\\';
        closes.then_some(offset)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(primitive: Primitive, text: &str) -> Result<Value, Rule> {
        single(primitive, None, text)
    }

    #[test]
    fn integers_are_read_as_python_reads_them() {
        for (text, expected) in [
            ("5", Some(5)),
            ("-5", Some(-5)),
            ("+5", Some(5)),
            ("010", Some(10)),
            ("1_000", Some(1000)),
            ("0x10", Some(16)),
            ("0X_1f", Some(31)),
            ("0b101", Some(5)),
            ("0o17", Some(15)),
            ("", None),
            ("-", None),
            ("1__0", None),
            ("_1", None),
            ("1_", None),
            ("1.0", None),
            ("5 6", None),
            ("--5", None),
            ("0x", None),
        ] {
            assert_eq!(integer(text), expected, "{text}");
        }
        assert!(value(Primitive::Uint8, "256").is_err());
        assert!(value(Primitive::Int64, "9223372036854775808").is_err());
    }

    #[test]
    fn floats_are_finite_and_fit_their_type() {
        assert_eq!(value(Primitive::Float64, "1e5"), Ok(Value::Float(1e5)));
        assert_eq!(value(Primitive::Float64, "-.5"), Ok(Value::Float(-0.5)));
        assert_eq!(value(Primitive::Float64, "5."), Ok(Value::Float(5.0)));
        for text in ["nan", "inf", "-inf", "1e999", "", "e", "1,5"] {
            assert!(value(Primitive::Float64, text).is_err(), "{text}");
        }
        assert!(value(Primitive::Float32, "1e60").is_err());
    }

    #[test]
    fn strings_lose_their_quotes() {
        let string = |text: &str| value(Primitive::String, text);
        assert_eq!(string("a b"), Ok(Value::String("a b".into())));
        assert_eq!(string("\" a \""), Ok(Value::String(" a ".into())));
        assert_eq!(string(r#""a\"b""#), Ok(Value::String("a\"b".into())));
        assert_eq!(string("\"a"), Ok(Value::String("\"a".into())));
        assert_eq!(string("'it''s'"), Err(Rule::Quotes));
        assert_eq!(string(r"a\nb"), Err(Rule::Backslash));
    }

    #[test]
    fn quoted_elements_may_contain_commas() {
        let strings = FieldType {
            element: ElementType::Primitive {
                primitive: Primitive::String,
                string_bound: None,
            },
            collection: Collection::Unbounded,
        };
        let parsed = default_value(&strings, r#"['a', "b,c", d]"#);
        let expected = ["a", "b,c", "d"].map(|text| Value::String(text.into()));
        assert_eq!(parsed, Ok(Value::List(expected.into())));
        let parsed = default_value(&strings, r#"[" a ", 'b\'c' , "'d'"]"#);
        let expected = ["a", "b'c", "d"].map(|text| Value::String(text.into()));
        assert_eq!(parsed, Ok(Value::List(expected.into())));
    }
}
