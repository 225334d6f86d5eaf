//! Texts that YAML 1.1 reads as another value when they have no quotes: `no`, `1_000`, `12:30`, `2024-01-01`.

/// Returns whether a text without quotes is a text.
pub(super) fn is_text(text: &str) -> bool {
    let is_word = matches!(
        text,
        "" | "~"
            | "null"
            | "Null"
            | "NULL"
            | "="
            | "<<"
            | "yes"
            | "Yes"
            | "YES"
            | "no"
            | "No"
            | "NO"
            | "on"
            | "On"
            | "ON"
            | "off"
            | "Off"
            | "OFF"
            | "true"
            | "True"
            | "TRUE"
            | "false"
            | "False"
            | "FALSE"
            | ".nan"
            | ".NaN"
            | ".NAN"
    );
    !(is_word || is_number(text) || is_timestamp(text))
}

fn is_number(text: &str) -> bool {
    // A fraction without digits before the point has no sign.
    if let Some(digits) = text.strip_prefix('.')
        && starts_with_digit(digits)
        && is_fraction(digits)
    {
        return true;
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    matches!(unsigned, ".inf" | ".Inf" | ".INF")
        || is_integer(unsigned)
        || is_sexagesimal(unsigned)
        || (starts_with_digit(unsigned)
            && unsigned.split_once('.').is_some_and(|(whole, fraction)| {
                is_run(whole, |c| c.is_ascii_digit()) && is_fraction(fraction)
            }))
}

fn is_integer(unsigned: &str) -> bool {
    let based = |prefix: &str, is_digit: fn(char) -> bool| {
        unsigned
            .strip_prefix(prefix)
            .is_some_and(|digits| !digits.is_empty() && is_run(digits, is_digit))
    };
    unsigned == "0"
        || based("0b", |c| matches!(c, '0' | '1'))
        || based("0x", |c| c.is_ascii_hexdigit())
        || based("0", |c| matches!(c, '0'..='7'))
        || (unsigned.starts_with(|c| matches!(c, '1'..='9')) && is_run(unsigned, |c| c.is_ascii_digit()))
}

/// Returns whether all characters are digits or underscores.
fn is_run(digits: &str, is_digit: fn(char) -> bool) -> bool {
    digits.chars().all(|c| c == '_' || is_digit(c))
}

fn starts_with_digit(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

/// The digits after a point, which may be none, and an exponent with a sign.
fn is_fraction(text: &str) -> bool {
    let (digits, exponent) = match text.split_once(['e', 'E']) {
        Some((digits, exponent)) => (digits, Some(exponent)),
        None => (text, None),
    };
    let is_exponent = |exponent: &str| {
        let digits = exponent.strip_prefix(['-', '+']).unwrap_or_default();
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    is_run(digits, |c| c.is_ascii_digit()) && exponent.is_none_or(is_exponent)
}

/// Returns whether the number has parts of 60, such as `190:20:30` or `190:20:30.15`.
fn is_sexagesimal(unsigned: &str) -> bool {
    let (whole, fraction) = match unsigned.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (unsigned, None),
    };
    let mut parts = whole.split(':');
    let first = parts.next().unwrap_or_default();
    let mut count = 0;
    let all_fit = parts.all(|part| {
        count += 1;
        matches!(part.as_bytes(), [b'0'..=b'9'] | [b'0'..=b'5', b'0'..=b'9'])
    });
    // An integer does not start with 0.
    let is_first = starts_with_digit(first) && (fraction.is_some() || !first.starts_with('0'));
    let is_digits = |digits: &str| is_run(digits, |c| c.is_ascii_digit());
    count > 0 && all_fit && is_first && is_digits(first) && fraction.is_none_or(is_digits)
}

fn is_timestamp(text: &str) -> bool {
    let Some((year, rest)) = digits(text, 4..=4) else {
        return false;
    };
    let _ = year;
    let date = |range: core::ops::RangeInclusive<usize>| {
        let (_, rest) = digits(rest.strip_prefix('-')?, range.clone())?;
        let (_, rest) = digits(rest.strip_prefix('-')?, range)?;
        Some(rest)
    };
    date(2..=2) == Some("") || date(1..=2).is_some_and(|time| is_time(time).is_some())
}

/// A time of day with its separator from the date: `T12:30:00.5 +01:00`.
fn is_time(text: &str) -> Option<()> {
    let blanks = text.trim_start_matches([' ', '\t']);
    let time = match text.strip_prefix(['T', 't']) {
        Some(time) => time,
        None if blanks.len() < text.len() => blanks,
        None => return None,
    };
    let (_, rest) = digits(time, 1..=2)?;
    let (_, rest) = digits(rest.strip_prefix(':')?, 2..=2)?;
    let (_, rest) = digits(rest.strip_prefix(':')?, 2..=2)?;
    let rest = match rest.strip_prefix('.') {
        Some(fraction) => fraction.trim_start_matches(|c: char| c.is_ascii_digit()),
        None => rest,
    };
    if rest.is_empty() {
        return Some(());
    }
    let zone = rest.trim_start_matches([' ', '\t']);
    if zone == "Z" {
        return Some(());
    }
    let (_, rest) = digits(zone.strip_prefix(['-', '+'])?, 1..=2)?;
    match rest.strip_prefix(':') {
        Some(minutes) => digits(minutes, 2..=2)
            .filter(|(_, rest)| rest.is_empty())
            .map(|_| ()),
        None => rest.is_empty().then_some(()),
    }
}

/// Splits off as many digits as the range allows.
fn digits(text: &str, range: core::ops::RangeInclusive<usize>) -> Option<(&str, &str)> {
    let count = text
        .bytes()
        .take(*range.end())
        .take_while(u8::is_ascii_digit)
        .count();
    range.contains(&count).then(|| text.split_at(count))
}

#[cfg(test)]
mod tests {
    use super::*;

    // PyYAML 6.0.4 resolves each to a number, `bool`, time or null.
    #[test]
    fn other_values_are_not_texts() {
        for value in [
            "",
            "~",
            "no",
            "Off",
            "NULL",
            "<<",
            "=",
            "0",
            "-12",
            "+1_000",
            "0x1F",
            "0b1_0",
            "017",
            "1.5",
            "1.",
            "-1.5e+3",
            ".5",
            ".5e-1",
            "-.inf",
            ".NaN",
            "12:30",
            "-1:59",
            "190:20:30.15",
            "01:20.5",
            "2024-01-01",
            "2024-1-1 1:02:03",
            "2024-01-01T12:30:00.5Z",
            "2024-1-1t1:02:03 +1:30",
            "2024-01-01\t01:02:03-05",
        ] {
            assert!(!is_text(value), "{value}");
        }
    }

    // PyYAML 6.0.4 resolves each to a string.
    #[test]
    fn similar_texts_are_texts() {
        for text in [
            "a",
            "nO",
            "nan",
            "inf",
            "08",
            "0x",
            "0b2",
            "_1",
            "1e5",
            "1.5e3",
            "-.5",
            "--1",
            ".",
            "-",
            "1:60",
            "01:20",
            "1:2:",
            "2024-1-1",
            "2024-01-01 12:30",
            "2024-01-0112:30:00",
            "2024-01-01T12:30:00 +1:3",
            "24-01-01",
            "y",
        ] {
            assert!(is_text(text), "{text}");
        }
    }
}
