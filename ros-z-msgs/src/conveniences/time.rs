//! Limits, conversions and order of points in time. Spans of time are in `duration`.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::conversion::{TimeConversionError, check_nanosec, join, nanos_of, split};
use super::order::order_by_fields;
use crate::builtin_interfaces::Time;

impl Time {
    /// The earliest time that fits: 1901-12-13T20:45:52Z on the system clock.
    pub const MIN: Self = Self {
        sec: i32::MIN,
        nanosec: 0,
    };
    /// The latest time that fits: 2038-01-19T03:14:07.999999999Z on the system clock.
    pub const MAX: Self = Self {
        sec: i32::MAX,
        nanosec: 999_999_999,
    };

    /// The time on the computer's clock, clamped between [`MIN`](Self::MIN) and [`MAX`](Self::MAX).
    #[must_use]
    pub fn now() -> Self {
        match Self::try_from(SystemTime::now()) {
            Ok(now) => now,
            Err(TimeConversionError::SecondsOutOfRange { seconds }) if seconds < 0 => Self::MIN,
            Err(_) => Self::MAX,
        }
    }

    /// The time that is `nanos` nanoseconds after the epoch.
    ///
    /// # Examples
    ///
    /// ```
    /// use ros_z_msgs::builtin_interfaces::Time;
    ///
    /// let time = Time::from_nanos(1_500_000_000)?;
    /// assert_eq!(time, Time { sec: 1, nanosec: 500_000_000 });
    /// # Ok::<(), ros_z_msgs::builtin_interfaces::TimeConversionError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`TimeConversionError::SecondsOutOfRange`] before [`MIN`](Self::MIN) and after
    /// [`MAX`](Self::MAX).
    pub const fn from_nanos(nanos: i64) -> Result<Self, TimeConversionError> {
        match split(nanos as i128) {
            Ok((sec, nanosec)) => Ok(Self { sec, nanosec }),
            Err(error) => Err(error),
        }
    }

    /// The number of nanoseconds since the epoch; negative before it.
    #[must_use]
    pub const fn to_nanos(self) -> i64 {
        join(self.sec, self.nanosec)
    }
}

order_by_fields!(Time);

impl TryFrom<SystemTime> for Time {
    type Error = TimeConversionError;

    fn try_from(time: SystemTime) -> Result<Self, Self::Error> {
        let nanos = match time.duration_since(UNIX_EPOCH) {
            Ok(after) => nanos_of(after),
            Err(before) => -nanos_of(before.duration()),
        };
        let (sec, nanosec) = split(nanos)?;
        Ok(Self { sec, nanosec })
    }
}

impl TryFrom<Time> for SystemTime {
    type Error = TimeConversionError;

    fn try_from(time: Time) -> Result<Self, Self::Error> {
        let fraction = check_nanosec(time.nanosec)?;
        let seconds = Duration::from_secs(u64::from(time.sec.unsigned_abs()));
        let whole = if time.sec < 0 {
            UNIX_EPOCH.checked_sub(seconds)
        } else {
            UNIX_EPOCH.checked_add(seconds)
        };
        whole
            .and_then(|whole| whole.checked_add(fraction))
            .ok_or(TimeConversionError::SecondsOutOfRange {
                seconds: i128::from(time.sec),
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nanoseconds_count_upwards_from_a_negative_second() {
        let time = Time::from_nanos(-250_000_000);
        assert_eq!(
            time,
            Ok(Time {
                sec: -1,
                nanosec: 750_000_000
            })
        );
        assert_eq!(time.map(Time::to_nanos), Ok(-250_000_000));
    }

    #[test]
    fn system_time_survives_on_both_sides_of_the_epoch() {
        for system in [
            UNIX_EPOCH,
            UNIX_EPOCH + Duration::new(1_700_000_000, 123_456_700),
            UNIX_EPOCH - Duration::new(3, 400),
        ] {
            let time = Time::try_from(system).unwrap();
            assert!(time.nanosec < 1_000_000_000);
            assert_eq!(SystemTime::try_from(time), Ok(system));
        }
    }

    #[test]
    fn time_beyond_2038_is_refused() {
        let late = UNIX_EPOCH + Duration::from_secs(1 << 31);
        assert_eq!(
            Time::try_from(late),
            Err(TimeConversionError::SecondsOutOfRange { seconds: 1 << 31 })
        );
    }

    #[test]
    fn limits_survive_nanoseconds() {
        for time in [Time::MIN, Time::MAX] {
            assert_eq!(Time::from_nanos(time.to_nanos()), Ok(time));
        }
        assert!(Time::from_nanos(Time::MAX.to_nanos() + 1).is_err());
        assert!(Time::from_nanos(Time::MIN.to_nanos() - 1).is_err());
    }

    #[test]
    fn full_second_of_nanoseconds_is_refused() {
        let time = Time {
            sec: 1,
            nanosec: 1_000_000_000,
        };
        assert_eq!(
            SystemTime::try_from(time),
            Err(TimeConversionError::NanosecondsOutOfRange {
                nanosec: 1_000_000_000
            })
        );
    }

    #[test]
    fn times_sort_by_instant() {
        assert!(Time::MIN < Time::default());
        assert!(Time { sec: 1, nanosec: 9 } < Time { sec: 2, nanosec: 0 });
    }
}
