//! Arithmetic between seconds with nanoseconds and plain nanoseconds, and the error of every
//! conversion. The types themselves are in `time` and `duration`.

use thiserror::Error;

const NANOS_PER_SEC: i128 = 1_000_000_000;

/// Why a time or a duration cannot be converted.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
#[non_exhaustive]
pub enum TimeConversionError {
    /// The whole seconds do not fit into the target.
    #[error("{seconds} seconds are out of range")]
    SecondsOutOfRange {
        /// The whole seconds, rounded towards minus infinity.
        seconds: i128,
    },
    /// The nanoseconds are a full second or more.
    #[error("{nanosec} nanoseconds are a full second or more")]
    NanosecondsOutOfRange {
        /// The nanoseconds of the input.
        nanosec: u32,
    },
    /// The span is negative, which a [`std::time::Duration`] cannot be.
    #[error("a span that starts at {sec} seconds is negative")]
    NegativeDuration {
        /// The whole seconds of the input.
        sec: i32,
    },
}

/// `nanos` as whole seconds, rounded towards minus infinity, and the nanoseconds above them.
pub(super) const fn split(nanos: i128) -> Result<(i32, u32), TimeConversionError> {
    let seconds = nanos.div_euclid(NANOS_PER_SEC);
    if seconds < i32::MIN as i128 || seconds > i32::MAX as i128 {
        return Err(TimeConversionError::SecondsOutOfRange { seconds });
    }
    Ok((seconds as i32, nanos.rem_euclid(NANOS_PER_SEC) as u32))
}

/// The inverse of [`split`]; every pair of values fits.
pub(super) const fn join(sec: i32, nanosec: u32) -> i64 {
    sec as i64 * NANOS_PER_SEC as i64 + nanosec as i64
}

/// A standard duration in nanoseconds: at most 2⁶⁴ × 10⁹, far below the limit.
pub(super) const fn nanos_of(span: std::time::Duration) -> i128 {
    span.as_nanos() as i128
}

/// `nanosec` as a duration, if it is below a second.
pub(super) const fn check_nanosec(nanosec: u32) -> Result<std::time::Duration, TimeConversionError> {
    if nanosec as i128 >= NANOS_PER_SEC {
        return Err(TimeConversionError::NanosecondsOutOfRange { nanosec });
    }
    Ok(std::time::Duration::from_nanos(nanosec as u64))
}
