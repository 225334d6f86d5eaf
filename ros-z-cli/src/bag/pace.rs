//! [`Pace`]: when each message of a recording is due.

use std::time::{Duration, Instant};

/// Converts the times of a recording into those of playing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pace {
    started: Instant,
    /// The time of the recording at the start, in nanoseconds.
    first: u64,
    rate: f64,
}

impl Pace {
    /// Starts now with the time `first` of a recording, `rate` times as fast as it was recorded.
    pub(crate) fn new(first: u64, rate: f64) -> Self {
        Self {
            started: Instant::now(),
            first,
            rate,
        }
    }

    /// Returns when a time of the recording is reached; now, if it is further than the clock can express.
    pub(crate) fn due(&self, time: u64) -> Instant {
        let nanos = time.saturating_sub(self.first) as f64 / self.rate;
        let after = Duration::try_from_secs_f64(nanos / 1e9).ok();
        after
            .and_then(|after| self.started.checked_add(after))
            .unwrap_or(self.started)
    }
}

/// Parses a rate: a positive number.
pub(crate) fn parse_rate(text: &str) -> Result<f64, String> {
    let rate: f64 = text.parse().map_err(|_| "expected a number".to_owned())?;
    if rate.is_finite() && rate > 0.0 {
        Ok(rate)
    } else {
        Err("expected a positive number".into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twice_the_rate_halves_the_time() {
        let pace = Pace::new(1_000, 2.0);
        assert_eq!(pace.due(2_000_001_000) - pace.due(0), Duration::from_secs(1));
        assert_eq!(pace.due(1_000), pace.due(500));
        let slow = Pace::new(0, 1e-300);
        assert_eq!(slow.due(u64::MAX), slow.started);
    }

    #[test]
    fn rates_are_positive_numbers() {
        assert_eq!(parse_rate("0.5"), Ok(0.5));
        for wrong in ["", "x", "0", "-1", "NaN", "inf"] {
            assert!(parse_rate(wrong).is_err(), "{wrong}");
        }
    }
}
