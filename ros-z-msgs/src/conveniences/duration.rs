//! Conversions and order of spans of time. Points in time are in `time`.

use super::conversion::{TimeConversionError, check_nanosec, join, nanos_of, split};
use super::order::order_by_fields;
use crate::builtin_interfaces::Duration;

impl Duration {
    /// The span of `nanos` nanoseconds.
    ///
    /// # Examples
    ///
    /// ```
    /// use ros_z_msgs::builtin_interfaces::Duration;
    ///
    /// let span = Duration::from_nanos(-250_000_000)?;
    /// assert_eq!(span, Duration { sec: -1, nanosec: 750_000_000 });
    /// # Ok::<(), ros_z_msgs::builtin_interfaces::TimeConversionError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`TimeConversionError::SecondsOutOfRange`] if the whole seconds do not fit into `sec`.
    pub const fn from_nanos(nanos: i64) -> Result<Self, TimeConversionError> {
        match split(nanos as i128) {
            Ok((sec, nanosec)) => Ok(Self { sec, nanosec }),
            Err(error) => Err(error),
        }
    }

    /// The number of nanoseconds in the span; negative for a negative span.
    #[must_use]
    pub const fn to_nanos(self) -> i64 {
        join(self.sec, self.nanosec)
    }
}

order_by_fields!(Duration);

impl TryFrom<std::time::Duration> for Duration {
    type Error = TimeConversionError;

    fn try_from(span: std::time::Duration) -> Result<Self, Self::Error> {
        let (sec, nanosec) = split(nanos_of(span))?;
        Ok(Self { sec, nanosec })
    }
}

impl TryFrom<Duration> for std::time::Duration {
    type Error = TimeConversionError;

    fn try_from(span: Duration) -> Result<Self, Self::Error> {
        let fraction = check_nanosec(span.nanosec)?;
        let seconds =
            u64::try_from(span.sec).map_err(|_| TimeConversionError::NegativeDuration { sec: span.sec })?;
        Ok(Self::from_secs(seconds) + fraction)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn standard_duration_survives() {
        let standard = std::time::Duration::new(7, 999_999_999);
        let span = Duration::try_from(standard).unwrap();
        assert_eq!(
            span,
            Duration {
                sec: 7,
                nanosec: 999_999_999
            }
        );
        assert_eq!(std::time::Duration::try_from(span), Ok(standard));
    }

    #[test]
    fn negative_span_is_not_a_standard_duration() {
        let span = Duration::from_nanos(-1).unwrap();
        assert_eq!(
            std::time::Duration::try_from(span),
            Err(TimeConversionError::NegativeDuration { sec: -1 })
        );
    }

    #[test]
    fn span_beyond_32_bits_of_seconds_is_refused() {
        let seconds = 1_u64 << 31;
        assert_eq!(
            Duration::try_from(std::time::Duration::from_secs(seconds)),
            Err(TimeConversionError::SecondsOutOfRange {
                seconds: i128::from(seconds)
            })
        );
        assert!(Duration::try_from(std::time::Duration::MAX).is_err());
    }
}
