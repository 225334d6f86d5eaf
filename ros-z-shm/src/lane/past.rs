//! The lanes that have ended: zenoh may still deliver copies of their samples, which have to be recognized.

use super::reader::{RELIABLE_PATIENCE, Routed};
use super::source::SampleNumber;
use std::collections::{BTreeSet, VecDeque};
use std::ops::Range;
use std::time::{Duration, Instant};

/// How long a copy of a sample may be in flight through zenoh.
const REMEMBERED: Duration = RELIABLE_PATIENCE;

/// The most lanes that are remembered.
const MAX_LANES: usize = 1024;

/// A lane that has ended.
#[derive(Debug)]
pub(crate) struct PastLane {
    pub(super) publisher: [u8; 16],
    /// The numbers of the samples that it had, as far as they were taken.
    pub(super) numbers: Range<i64>,
    /// The numbers among them that it left to zenoh, and that have not arrived.
    pub(super) late: BTreeSet<i64>,
}

/// The lanes of a queue that have ended, the latest last.
#[derive(Debug, Default)]
pub(crate) struct PastLanes {
    lanes: VecDeque<(Instant, PastLane)>,
}

impl PastLanes {
    /// Remembers a lane.
    pub(crate) fn add(&mut self, lane: PastLane) {
        if lane.numbers.is_empty() {
            return;
        }
        self.forget(Instant::now());
        if self.lanes.len() == MAX_LANES {
            self.lanes.pop_front();
        }
        self.lanes.push_back((Instant::now(), lane));
    }

    /// Forgets the lanes whose samples have all arrived by now.
    pub(crate) fn forget(&mut self, now: Instant) {
        while self
            .lanes
            .front()
            .is_some_and(|(ended, _)| now.saturating_duration_since(*ended) > REMEMBERED)
        {
            self.lanes.pop_front();
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.lanes.is_empty()
    }

    /// Returns where a sample belongs, which arrived through zenoh.
    pub(crate) fn route(&mut self, publisher: &[u8; 16], number: SampleNumber) -> Routed {
        let mut lanes = self.lanes.iter_mut().rev().map(|(_, lane)| lane);
        let had = lanes.find_map(|lane| {
            let number = number.whole(lane.numbers.end);
            (lane.publisher == *publisher && lane.numbers.contains(&number))
                .then(|| !lane.late.remove(&number))
        });
        match had {
            Some(true) => Routed::Duplicate,
            Some(false) | None => Routed::Elsewhere,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PUBLISHER: [u8; 16] = [1; 16];

    fn lane(numbers: Range<i64>, late: &[i64]) -> PastLane {
        PastLane {
            publisher: PUBLISHER,
            numbers,
            late: late.iter().copied().collect(),
        }
    }

    #[test]
    fn a_copy_of_a_sample_is_recognized_after_the_lane_has_ended() {
        let mut past = PastLanes::default();
        past.add(lane(2..5, &[3]));
        past.add(lane(8..9, &[]));
        past.add(lane(9..9, &[]));
        let mut route = |number| past.route(&PUBLISHER, SampleNumber::Whole(number));
        let routed: Vec<_> = (1..=9).map(&mut route).collect();
        let (elsewhere, duplicate) = (Routed::Elsewhere, Routed::Duplicate);
        let expected = [
            elsewhere, duplicate, elsewhere, duplicate, elsewhere, elsewhere, elsewhere, duplicate, elsewhere,
        ];
        assert_eq!(routed, expected);
        assert_eq!(route(3), duplicate, "it arrived late");
        assert_eq!(past.route(&[2; 16], SampleNumber::Whole(2)), elsewhere);
        assert_eq!(past.route(&PUBLISHER, SampleNumber::Lowest(2)), duplicate);
    }

    #[test]
    fn a_lane_is_forgotten_when_no_copy_can_come() {
        let mut past = PastLanes::default();
        past.add(lane(1..3, &[]));
        past.forget(Instant::now() + REMEMBERED / 2);
        assert!(!past.is_empty());
        past.forget(Instant::now() + REMEMBERED * 2);
        assert!(past.is_empty());
        (0..2 * MAX_LANES as i64).for_each(|number| past.add(lane(number..number + 1, &[])));
        assert_eq!(past.lanes.len(), MAX_LANES);
        assert_eq!(past.route(&PUBLISHER, SampleNumber::Whole(0)), Routed::Elsewhere);
    }
}
