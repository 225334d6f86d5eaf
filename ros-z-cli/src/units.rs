//! Sizes, durations and dates in arguments and output.

use std::time::Duration;

const NANOS: u64 = 1_000_000_000;

/// Parses a number of bytes: `500`, `10M`, `1.5G`. K, M and G are powers of 1024.
pub(crate) fn parse_size(text: &str) -> Result<u64, String> {
    let unit = text.trim_end_matches(['b', 'B', 'i']);
    let (number, factor) = match unit.char_indices().next_back() {
        Some((end, 'k' | 'K')) => (&unit[..end], 1_u64 << 10),
        Some((end, 'm' | 'M')) => (&unit[..end], 1 << 20),
        Some((end, 'g' | 'G')) => (&unit[..end], 1 << 30),
        _ => (unit, 1),
    };
    let number: f64 = number
        .trim()
        .parse()
        .map_err(|_| "expected a number of bytes, such as 500, 10M or 2G".to_owned())?;
    let bytes = number * factor as f64;
    if bytes.is_finite() && bytes >= 0.0 && bytes < u64::MAX as f64 {
        Ok(bytes as u64)
    } else {
        Err("expected a positive number of bytes".into())
    }
}

/// Writes a number of bytes: `12.3 MiB`.
pub(crate) fn size_text(bytes: u64) -> String {
    const UNITS: [&str; 4] = ["KiB", "MiB", "GiB", "TiB"];
    if bytes < 1024 {
        return format!("{bytes} B");
    }
    let mut value = bytes as f64;
    let mut unit = "B";
    for next in UNITS {
        if value < 1024.0 {
            break;
        }
        value /= 1024.0;
        unit = next;
    }
    format!("{value:.1} {unit}")
}

/// Writes nanoseconds as seconds: `12.345 s`.
pub(crate) fn seconds_text(nanos: u64) -> String {
    format!("{}.{:03} s", nanos / NANOS, nanos % NANOS / 1_000_000)
}

/// Writes a time since the Unix epoch in UTC: `2026-11-26 14:05:09.123 UTC`.
pub(crate) fn date_text(nanos: u64) -> String {
    let [year, month, day, hour, minute, second] = date(nanos / NANOS);
    let millis = nanos % NANOS / 1_000_000;
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}.{millis:03} UTC")
}

/// The name of a recording that was started at a time: `rosbag2_2026_11_26-14_05_09`.
pub(crate) fn folder_name(nanos: u64) -> String {
    let [year, month, day, hour, minute, second] = date(nanos / NANOS);
    format!("rosbag2_{year:04}_{month:02}_{day:02}-{hour:02}_{minute:02}_{second:02}")
}

/// Year, month, day, hour, minute and second of a time in seconds.
fn date(seconds: u64) -> [u64; 6] {
    let (days, time) = (seconds / 86_400, seconds % 86_400);
    // Days since 1 March of year 0, in periods of 400 years.
    let days = days + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    [year, month, day, time / 3600, time / 60 % 60, time % 60]
}

/// A duration in nanoseconds; the largest number if it does not fit.
pub(crate) fn nanos(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_with_and_without_units() {
        for (text, bytes) in [
            ("500", 500),
            ("1k", 1024),
            ("10MiB", 10 << 20),
            ("1.5G", 3 << 29),
            ("0", 0),
            ("2 MB", 2 << 20),
        ] {
            assert_eq!(parse_size(text), Ok(bytes), "{text}");
        }
        for text in ["", "x", "-1", "1T", "NaN", "1e40G"] {
            assert!(parse_size(text).is_err(), "{text}");
        }
    }

    #[test]
    fn sizes_and_times_are_written() {
        assert_eq!(size_text(1023), "1023 B");
        assert_eq!(size_text(1536), "1.5 KiB");
        assert_eq!(size_text(5 << 40), "5.0 TiB");
        assert_eq!(seconds_text(12_345_999_999), "12.345 s");
    }

    #[test]
    fn dates_are_those_of_the_calendar() {
        assert_eq!(date_text(0), "1970-01-01 00:00:00.000 UTC");
        assert_eq!(date_text(951_782_400 * NANOS), "2000-02-29 00:00:00.000 UTC");
        assert_eq!(
            date_text(1_767_225_599_250_000_000),
            "2025-12-31 23:59:59.250 UTC"
        );
        assert_eq!(folder_name(1_700_000_000 * NANOS), "rosbag2_2023_11_14-22_13_20");
        assert_eq!(date(u64::MAX / NANOS)[0], 2554);
    }
}
