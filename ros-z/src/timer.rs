//! Timers on the clock of a node. A program waits for them in its own thread or task.

use crate::clock::{Clock, Reading, Step};
use std::time::Duration;

/// A timer with a fixed period, on the clock of a node: [`ZNode::timer`](crate::ZNode::timer).
///
/// It does not drift: its times are multiples of the period after its start. If the program was busy for several periods,
/// the missed times are skipped, as in `rcl`.
///
/// With simulated time, it follows the jumps of the clock like a timer of `rcl` (`rcl/src/rcl/timer.c`). If the clock jumps
/// forwards over the next time, `wait` returns at once. If it jumps backwards over the last time, the next time is one
/// period after the jump. If simulated time is switched on or off, the next time is one period after that.
///
/// # Examples
/// ```no_run
/// # use ros_z::context::ZContextBuilder;
/// use std::time::Duration;
///
/// let node = ZContextBuilder::from_args()?.build()?.create_node("controller").build()?;
/// let mut timer = node.timer(Duration::from_millis(10));
/// loop {
///     let missed = timer.wait();
///     println!("{:?}, {missed} missed", node.clock().now());
/// }
/// # #[allow(unreachable_code)]
/// # Ok::<(), Box<dyn std::error::Error + Send + Sync>>(())
/// ```
#[derive(Debug)]
#[must_use = "a timer only does something in `wait`"]
pub struct Timer {
    clock: Clock,
    schedule: Schedule,
}

/// The times of a timer, in nanoseconds.
#[derive(Clone, Copy, Debug)]
struct Schedule {
    period: i64,
    last: i64,
    next: i64,
    switches: u64,
}

impl Timer {
    pub(crate) fn new(clock: Clock, period: Duration) -> Self {
        let schedule = Schedule::new(period, clock.read());
        Self { clock, schedule }
    }

    /// Waits for the next time, and returns the number of times that were skipped before it.
    pub fn wait(&mut self) -> u64 {
        let schedule = &mut self.schedule;
        self.clock.wait(|reading| schedule.step(reading))
    }

    /// Waits for the next time without blocking the thread, as [`wait`](Self::wait) does. Works in any async runtime.
    /// Dropping the future skips no time.
    pub async fn wait_async(&mut self) -> u64 {
        let schedule = &mut self.schedule;
        self.clock.wait_async(|reading| schedule.step(reading)).await
    }

    /// Restarts the timer: the next time is one period from now.
    pub fn reset(&mut self) {
        self.schedule.restart(self.clock.read());
    }
}

impl Schedule {
    fn new(period: Duration, reading: Reading) -> Self {
        let period = i64::try_from(period.as_nanos()).unwrap_or(i64::MAX).max(1);
        let mut schedule = Self {
            period,
            last: 0,
            next: 0,
            switches: 0,
        };
        schedule.restart(reading);
        schedule
    }

    fn restart(&mut self, reading: Reading) {
        self.last = reading.now;
        self.next = reading.now.saturating_add(self.period);
        self.switches = reading.switches;
    }

    fn step(&mut self, reading: Reading) -> Step<u64> {
        let Reading { now, switches } = reading;
        if switches != self.switches || now < self.last {
            self.restart(reading);
        }
        if now < self.next {
            return Step::Until(self.next);
        }
        // A time that is exactly now is not missed.
        let missed = (now.saturating_sub(self.next) - 1).max(0) / self.period;
        self.last = now;
        self.next = self
            .next
            .saturating_add(self.period.saturating_mul(missed.saturating_add(1)));
        Step::Done(u64::try_from(missed).unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The result of a step: the number of missed times, or the next time.
    fn step(schedule: &mut Schedule, now: i64, switches: u64) -> Result<u64, i64> {
        match schedule.step(Reading { now, switches }) {
            Step::Done(missed) => Ok(missed),
            Step::Until(time) => Err(time),
        }
    }

    // rcl_timer_call and _rcl_timer_time_jump of rcl/src/rcl/timer.c.
    #[test]
    fn times_are_multiples_of_the_period_and_follow_jumps() {
        let start = Reading {
            now: 100,
            switches: 0,
        };
        let mut schedule = Schedule::new(Duration::from_nanos(10), start);
        for (now, result) in [
            (100, Err(110)),
            (109, Err(110)),
            (112, Ok(0)),
            (112, Err(120)),
            (120, Ok(0)),
            // Late by exactly one period, then by more than two.
            (140, Ok(0)),
            (140, Ok(0)),
            (140, Err(150)),
            (175, Ok(2)),
            (175, Err(180)),
            // A jump backwards, not over the last time, and then over it.
            (176, Err(180)),
            (50, Err(60)),
            (49, Err(59)),
            (59, Ok(0)),
            (i64::MAX, Ok(((i64::MAX - 69 - 1) / 10).unsigned_abs())),
        ] {
            assert_eq!(step(&mut schedule, now, 0), result, "{now}");
        }
        assert_eq!(step(&mut schedule, 1000, 1), Err(1010));
    }

    #[test]
    fn a_period_of_zero_is_a_nanosecond() {
        let start = Reading { now: 0, switches: 0 };
        let mut schedule = Schedule::new(Duration::ZERO, start);
        assert_eq!(step(&mut schedule, 0, 0), Err(1));
        assert_eq!(step(&mut schedule, 1, 0), Ok(0));
    }
}
