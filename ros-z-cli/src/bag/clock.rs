//! [`ClockPlayer`]: publishes the time of a recording on `/clock`.

use crate::exit::Result;
use ros_z::Publisher;
use ros_z::msgs::builtin_interfaces::Time;
use ros_z::msgs::rosgraph_msgs::Clock;
use ros_z::node::ZNode;
use ros_z::protocol::QosProfile;

const NANOS: u64 = 1_000_000_000;

/// Publishes the time of a recording at a rate.
#[derive(Debug)]
pub(crate) struct ClockPlayer {
    publisher: Publisher<Clock>,
    /// Nanoseconds of the recording between two messages.
    interval: u64,
    next: u64,
}

impl ClockPlayer {
    /// Publishes `frequency` messages per second, while the recording is played at `rate`.
    pub(crate) fn new(node: &ZNode, frequency: f64, rate: f64) -> Result<Self> {
        let qos = QosProfile::DEFAULT.with_keep_last(1);
        Ok(Self {
            publisher: node.create_pub::<Clock>("/clock").with_qos(qos).build()?,
            interval: ((NANOS as f64 * rate / frequency) as u64).max(1),
            next: 0,
        })
    }

    /// Starts again at a time of the recording.
    pub(crate) fn restart(&mut self, time: u64) {
        self.next = time;
    }

    /// Returns the time of the next message, if it is not after `time`.
    pub(crate) fn next_until(&self, time: u64) -> Option<u64> {
        (self.next <= time).then_some(self.next)
    }

    /// Publishes the time of the next message.
    pub(crate) fn publish(&mut self) -> Result<()> {
        self.publisher.publish(&Clock {
            clock: time_of(self.next),
        })?;
        self.next = self.next.saturating_add(self.interval);
        Ok(())
    }
}

/// A time as ROS expresses it; the last one that it can express if it is later.
fn time_of(nanos: u64) -> Time {
    Time {
        sec: i32::try_from(nanos / NANOS).unwrap_or(i32::MAX),
        nanosec: (nanos % NANOS) as u32,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_split_into_seconds_and_nanoseconds() {
        let time = time_of(1_700_000_000_000_000_007);
        assert_eq!((time.sec, time.nanosec), (1_700_000_000, 7));
        assert_eq!(time_of(u64::MAX).sec, i32::MAX);
    }
}
