//! The limit of the number of log messages: a burst at once, and a rate in the long run.

use std::time::Instant;

/// A bucket that is full at first, and is filled again over time.
#[derive(Debug)]
pub(super) struct RateLimit {
    burst: f64,
    per_second: f64,
    /// How many messages may pass now.
    left: f64,
    filled: Option<Instant>,
}

impl RateLimit {
    pub(super) fn new(burst: u32, per_second: u32) -> Self {
        Self {
            burst: f64::from(burst),
            per_second: f64::from(per_second),
            left: f64::from(burst),
            filled: None,
        }
    }

    /// Returns whether a message may pass, and counts it.
    pub(super) fn admit(&mut self, now: Instant) -> bool {
        let since = self
            .filled
            .map_or(0.0, |filled| now.duration_since(filled).as_secs_f64());
        self.filled = Some(now);
        self.left = (self.left + since * self.per_second).min(self.burst);
        let is_admitted = self.left >= 1.0;
        if is_admitted {
            self.left -= 1.0;
        }
        is_admitted
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_burst_passes_and_then_the_rate() {
        let mut limit = RateLimit::new(3, 2);
        let start = Instant::now();
        let mut admitted = |millis, count| {
            let now = start + Duration::from_millis(millis);
            (0..count).filter(|_| limit.admit(now)).count()
        };
        assert_eq!(admitted(0, 10), 3);
        assert_eq!(admitted(400, 10), 0);
        assert_eq!(admitted(500, 10), 1);
        assert_eq!(admitted(1500, 10), 2);
        assert_eq!(admitted(60_000, 10), 3, "never more than the burst");
        assert_eq!((0..5).filter(|_| RateLimit::new(0, 100).admit(start)).count(), 0);
    }
}
