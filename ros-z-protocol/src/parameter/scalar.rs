//! The values of YAML scalars, by the rules of `rcl_yaml_param_parser` (`src/parse.c`, `get_value`), which are
//! those of YAML 1.1 and of C's `strtoll` and `strtod`. Hexadecimal doubles, such as `0x1p3`, are strings here.

use super::value::ParameterValue;

/// Returns the value of a scalar without quotes and without the tag `!!str`.
pub(super) fn plain(text: &str) -> ParameterValue {
    match text {
        "Y" | "y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => true.into(),
        "N" | "n" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => false.into(),
        _ => integer(text)
            .map(ParameterValue::from)
            .or_else(|| double(text).map(ParameterValue::from))
            .unwrap_or_else(|| text.into()),
    }
}

/// An integer: decimal, hexadecimal after `0x`, octal after `0`.
fn integer(text: &str) -> Option<i64> {
    let (is_negative, unsigned) = match text.strip_prefix('-') {
        Some(unsigned) => (true, unsigned),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let hexadecimal = unsigned
        .strip_prefix("0x")
        .or_else(|| unsigned.strip_prefix("0X"));
    let (radix, digits) = match (hexadecimal, unsigned.strip_prefix('0')) {
        (Some(digits), _) => (16, digits),
        (None, Some(digits)) if !digits.is_empty() => (8, digits),
        _ => (10, unsigned),
    };
    // `from_str_radix` would accept a second sign.
    if !digits.chars().all(|digit| digit.is_digit(radix)) {
        return None;
    }
    let magnitude = i128::from_str_radix(digits, radix).ok()?;
    i64::try_from(if is_negative { -magnitude } else { magnitude }).ok()
}

fn double(text: &str) -> Option<f64> {
    match text {
        ".nan" | ".NaN" | ".NAN" => return Some(f64::NAN),
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => return Some(f64::INFINITY),
        "-.inf" | "-.Inf" | "-.INF" => return Some(f64::NEG_INFINITY),
        _ => {}
    }
    let value: f64 = text.parse().ok()?;
    let mantissa = text.split(['e', 'E']).next().unwrap_or_default();
    let has_digit = |digits: &str| mantissa.contains(|digit| digits.contains(digit));
    // A number out of range is a string.
    let overflows = value.is_infinite() && has_digit("0123456789");
    let underflows = value == 0.0 && has_digit("123456789");
    (!overflows && !underflows).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    // Forms of rcl_yaml_param_parser/test/test_parse.cpp and special_float.yaml, and of strtoll and strtod.
    #[test]
    fn scalars_have_the_types_of_rcl() {
        let text = |text: &str| ParameterValue::from(text);
        for (scalar, value) in [
            ("true", true.into()),
            ("Yes", true.into()),
            ("on", true.into()),
            ("n", false.into()),
            ("OFF", false.into()),
            ("tRUE", text("tRUE")),
            ("0", 0.into()),
            ("+12", 12.into()),
            ("-9223372036854775808", i64::MIN.into()),
            ("9223372036854775808", 9_223_372_036_854_775_808.0.into()),
            ("0x1F", 31.into()),
            ("-0X10", (-16).into()),
            ("010", 8.into()),
            ("08", 8.0.into()),
            ("0x", text("0x")),
            ("0o17", text("0o17")),
            ("1_000", text("1_000")),
            ("--1", text("--1")),
            ("+-1", text("+-1")),
            ("0x-1", text("0x-1")),
            ("1.", 1.0.into()),
            (".5", 0.5.into()),
            ("1e3", 1000.0.into()),
            ("inf", f64::INFINITY.into()),
            ("-.INF", f64::NEG_INFINITY.into()),
            ("1e400", text("1e400")),
            ("1e-400", text("1e-400")),
            ("0e-400", 0.0.into()),
            (".", text(".")),
            ("~", text("~")),
            ("null", text("null")),
            ("5 m", text("5 m")),
            ("", text("")),
            ("é", text("é")),
        ] as [(&str, ParameterValue); 34]
        {
            assert_eq!(plain(scalar), value, "{scalar}");
        }
        for scalar in [".nan", "nan", ".NaN"] {
            assert!(
                matches!(plain(scalar), ParameterValue::Double(value) if value.is_nan()),
                "{scalar}"
            );
        }
    }
}
