//! The text of a QoS profile in a liveliness token. The parent file defines the policies.
//!
//! `rmw_zenoh` writes six fields, separated by `:` and internally by `,`:
//! `<reliability>:<durability>:<history>,<depth>:<deadline s>,<ns>:<lifespan s>,<ns>:<liveliness>,<lease
//! s>,<ns>`. It omits a number that equals its default: reliable, volatile, keep last, depth 42, automatic, and
//! infinite for durations.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use super::super::decimal::parse_decimal;
use super::{DEFAULT_DEPTH, Durability, History, INFINITE, Liveliness, QosProfile, Reliability, finite};

/// Writes the [resolved](QosProfile::resolved) profile as text for peers.
impl fmt::Display for QosProfile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let qos = self.resolved();
        write!(
            f,
            "{}:{}:{},{}:{}:{}:{},{}",
            Unless(qos.reliability.code(), Reliability::default().code()),
            Unless(qos.durability.code(), Durability::default().code()),
            Unless(qos.history.code(), History::default().code()),
            Unless(qos.depth, DEFAULT_DEPTH),
            Seconds(qos.deadline),
            Seconds(qos.lifespan),
            Unless(qos.liveliness.code(), Liveliness::default().code()),
            Seconds(qos.liveliness_lease),
        )
    }
}

/// Writes a value, or nothing if it equals the default, the second field.
struct Unless<T>(T, T);

impl<T: fmt::Display + PartialEq> fmt::Display for Unless<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 == self.1 {
            return Ok(());
        }
        self.0.fmt(f)
    }
}

/// Writes a duration as `<seconds>,<nanoseconds>`. Each number is omitted separately: five seconds and
/// 854775807 ns are `5,`.
struct Seconds(Option<Duration>);

impl fmt::Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let duration = self.0.unwrap_or(INFINITE);
        let seconds = Unless(duration.as_secs(), INFINITE.as_secs());
        let nanos = Unless(duration.subsec_nanos(), INFINITE.subsec_nanos());
        write!(f, "{seconds},{nanos}")
    }
}

/// Reads the text of a peer. Ignores additional fields, as `rmw_zenoh` does; missing fields are an error.
impl FromStr for QosProfile {
    type Err = QosError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let [reliability, durability, history, deadline, lifespan, liveliness] = split(text, ':', "profile")?;
        let [history, depth] = split(history, ',', "history")?;
        let [liveliness, lease_s, lease_ns] = split(liveliness, ',', "liveliness")?;
        let qos = Self {
            reliability: policy(reliability, "reliability", Reliability::from_code)?,
            durability: policy(durability, "durability", Durability::from_code)?,
            history: policy(history, "history", History::from_code)?,
            depth: number(depth, "depth", DEFAULT_DEPTH)?,
            deadline: duration(split(deadline, ',', "deadline")?, "deadline")?,
            lifespan: duration(split(lifespan, ',', "lifespan")?, "lifespan")?,
            liveliness: policy(liveliness, "liveliness", Liveliness::from_code)?,
            liveliness_lease: duration([lease_s, lease_ns], "liveliness lease")?,
        };
        // A depth of zero means the default, see `resolved`.
        Ok(qos.with_depth(qos.resolved().depth))
    }
}

/// The first `N` parts of a field.
fn split<'a, const N: usize>(
    text: &'a str,
    delimiter: char,
    field: &'static str,
) -> Result<[&'a str; N], QosError> {
    let mut parts = [""; N];
    let mut rest = text.split(delimiter);
    for (found, part) in parts.iter_mut().enumerate() {
        *part = rest.next().ok_or(QosError::TooFewParts {
            field,
            needed: N,
            found,
        })?;
    }
    Ok(parts)
}

/// Parses the number of a policy; empty means the default.
fn policy<P: Default>(
    text: &str,
    field: &'static str,
    from_code: fn(u8) -> Option<P>,
) -> Result<P, QosError> {
    if text.is_empty() {
        return Ok(P::default());
    }
    parse_decimal(text)
        .and_then(from_code)
        .ok_or_else(|| QosError::Policy {
            field,
            text: text.into(),
        })
}

/// Parses a number; empty means the default.
fn number<N: TryFrom<u64>>(text: &str, field: &'static str, default: N) -> Result<N, QosError> {
    if text.is_empty() {
        return Ok(default);
    }
    parse_decimal(text).ok_or_else(|| QosError::Number {
        field,
        text: text.into(),
    })
}

/// Parses a duration in seconds and nanoseconds.
fn duration([seconds, nanos]: [&str; 2], field: &'static str) -> Result<Option<Duration>, QosError> {
    let seconds = number(seconds, field, INFINITE.as_secs())?;
    let nanos = number(nanos, field, u64::from(INFINITE.subsec_nanos()))?;
    // A peer can send a second or more of nanoseconds, and more seconds than fit in a `Duration`: treat
    // overflow as infinite.
    let total = Duration::from_secs(seconds).checked_add(Duration::from_nanos(nanos));
    Ok(finite(total))
}

/// The reason why a text is not a QoS profile.
#[derive(Clone, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum QosError {
    /// The profile or one of its fields has too few parts.
    #[error("the {field} of a QoS text has {found} parts; expected {needed}")]
    TooFewParts {
        /// The name of the field.
        field: &'static str,
        /// The expected number of parts.
        needed: usize,
        /// The actual number of parts.
        found: usize,
    },
    /// A policy has an unknown number.
    #[error("`{}` is not a known {field} policy", .text.escape_debug())]
    Policy {
        /// The name of the policy.
        field: &'static str,
        /// The text of the policy.
        text: String,
    },
    /// A depth or duration is not a decimal number, or is too large.
    #[error("the {field} `{}` is not a decimal number in range", .text.escape_debug())]
    Number {
        /// The name of the field.
        field: &'static str,
        /// The text of the number.
        text: String,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    // The first six have the text that rmw_zenoh_cpp 0.2.10 writes into its tokens.
    const PAIRS: [(QosProfile, &str); 9] = [
        (QosProfile::DEFAULT, "::,10:,:,:,,"),
        (QosProfile::SERVICES, "::,10:,:,:,,"),
        (QosProfile::SENSOR_DATA, "2::,5:,:,:,,"),
        (QosProfile::LATCHED, ":1:,1:,:,:,,"),
        (QosProfile::KEEP_ALL, "::2,:,:,:,,"),
        (QosProfile::DEFAULT.with_depth(42), "::,:,:,:,,"),
        (QosProfile::PARAMETERS, "::,1000:,:,:,,"),
        (QosProfile::KEEP_ALL.with_depth(10), "::2,10:,:,:,,"),
        (
            QosProfile::LATCHED
                .with_deadline(Duration::from_millis(1500))
                .with_lifespan(Duration::from_nanos(7))
                .with_liveliness(Liveliness::ManualByTopic)
                .with_liveliness_lease(Duration::from_secs(3)),
            ":1:,1:1,500000000:0,7:3,3,0",
        ),
    ];

    #[test]
    fn profiles_are_written_and_read() {
        for (qos, text) in PAIRS {
            assert_eq!(qos.to_string(), text);
            assert_eq!(text.parse(), Ok(qos));
        }
    }

    #[test]
    fn an_empty_depth_is_42_and_so_is_zero() {
        let depth = |text: &str| text.parse::<QosProfile>().unwrap().depth;
        assert_eq!(depth("::,:,:,:,,"), 42);
        assert_eq!(depth("::,0:,:,:,,"), 42);
        assert_eq!(depth("::2,:,:,:,,"), 42);
        assert_eq!(QosProfile::SYSTEM_DEFAULT.to_string(), "::,:,:,:,,");
    }

    #[test]
    fn zero_durations_are_written_as_nothing() {
        let mut qos = QosProfile::DEFAULT;
        qos.deadline = Some(Duration::ZERO);
        qos.lifespan = Some(Duration::MAX);
        qos.liveliness_lease = Some(INFINITE);
        assert_eq!(qos.to_string(), "::,10:,:,:,,");
        assert_eq!("::,10:0,0:0,0:,0,0".parse(), Ok(QosProfile::DEFAULT));
    }

    #[test]
    fn each_half_of_a_duration_is_left_out_by_itself() {
        let qos = QosProfile::DEFAULT.with_deadline(Duration::new(5, 854_775_807));
        assert_eq!(qos.to_string(), "::,10:5,:,:,,");
        assert_eq!(qos.to_string().parse(), Ok(qos));
        let qos = QosProfile::DEFAULT.with_lifespan(Duration::new(9_223_372_036, 1));
        assert_eq!(qos.to_string(), "::,10:,:,1:,,");
        assert_eq!(qos.to_string().parse(), Ok(qos));
    }

    #[test]
    fn nanoseconds_above_a_second_carry_and_overflow_is_infinite() {
        let deadline = |text: &str| {
            let text = format!("::,10:{text}:,:,,");
            text.parse::<QosProfile>().unwrap().deadline
        };
        assert_eq!(deadline("1,1500000000"), Some(Duration::from_millis(2500)));
        assert_eq!(deadline("9223372036,854775807"), None);
        assert_eq!(deadline("18446744073709551615,18446744073709551615"), None);
    }

    #[test]
    fn every_known_policy_is_read() {
        let qos: QosProfile = "3:4:3,:,:,:5,,".parse().unwrap();
        assert_eq!(qos.reliability, Reliability::Unknown);
        assert_eq!(qos.durability, Durability::BestAvailable);
        assert_eq!(qos.history, History::Unknown);
        assert_eq!(qos.liveliness, Liveliness::BestAvailable);
        // Peers cannot read "best available", so the resolved policy is written.
        assert_eq!(qos.to_string(), "3::3,:,:,:,,");
        let explicit = "1:2:1,42:9223372036,854775807:,:1,,".parse();
        assert_eq!(explicit, Ok(QosProfile::DEFAULT.with_depth(42)));
    }

    #[test]
    fn additional_fields_are_ignored() {
        assert_eq!("::,10,7:,:,:,,,9:x".parse(), Ok(QosProfile::DEFAULT));
    }

    #[test]
    fn malformed_texts_name_the_field() {
        let parse = |text: &str| text.parse::<QosProfile>().unwrap_err();
        let few = |field, needed, found| QosError::TooFewParts { field, needed, found };
        assert_eq!(parse(""), few("profile", 6, 1));
        assert_eq!(parse("::,10:,:,"), few("profile", 6, 5));
        assert_eq!(parse(":::,:,:,,"), few("history", 2, 1));
        assert_eq!(parse("::,10::,:,,"), few("deadline", 2, 1));
        assert_eq!(parse("::,10:,:,:,"), few("liveliness", 3, 2));
        let policy = |field, text: &str| QosError::Policy {
            field,
            text: text.into(),
        };
        assert_eq!(parse("9::,10:,:,:,,"), policy("reliability", "9"));
        assert_eq!(parse(":x:,10:,:,:,,"), policy("durability", "x"));
        assert_eq!(parse("::257,10:,:,:,,"), policy("history", "257"));
        assert_eq!(parse("::,10:,:,:2,,"), policy("liveliness", "2"));
        let number = |field, text: &str| QosError::Number {
            field,
            text: text.into(),
        };
        assert_eq!(parse("::,-1:,:,:,,"), number("depth", "-1"));
        assert_eq!(parse("::,10:,:, 5:,,"), number("lifespan", " 5"));
    }
}
