//! The sequences of publishers at one subscriber: finds gaps and duplicates. The numbers come from peers: any
//! number is possible, and any number of publishers.

use super::{Entrance, MessagesLost};
use ros_z_protocol::{Attachment, Gid};
use std::collections::{HashMap, VecDeque};

/// The most publishers that are followed. One more replaces the one that was silent for longest.
const MAX_PUBLISHERS: usize = 1024;

/// A number this far below the last one starts a new sequence; a nearer one is late.
const LATE: i64 = 1024;

/// The largest plausible gap.
const MAX_GAP: i64 = u32::MAX as i64;

/// The number of samples that are remembered to detect copies.
const REMEMBERED: usize = 64;

/// All publishers of a topic.
#[derive(Default)]
pub(super) struct Sequences {
    sequences: Vec<Sequence>,
    /// The index of each publisher's sequence.
    publishers: HashMap<Gid, usize>,
    /// The index of the sequence of the last sample: the next one is often of the same publisher.
    latest: usize,
    /// Counts arrivals.
    now: u64,
    lost: u64,
    recent: VecDeque<(Gid, i64, i64, Entrance)>,
}

struct Sequence {
    gid: Gid,
    last: i64,
    lost: u64,
    heard: u64,
}

/// The conclusion from a sequence number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Arrival {
    /// The next one, the first one, or one that is late.
    Expected,
    /// Messages before it are missing.
    Lost(MessagesLost),
    /// A publisher cannot have reached the number by counting.
    Implausible,
    /// The sample has arrived on the other key already.
    Duplicate,
}

impl Sequences {
    /// Follows a sample. `is_joining` is called at a gap; if it returns true, the gap does not count as a
    /// loss.
    pub(super) fn follow(
        &mut self,
        attachment: &Attachment,
        entrance: Entrance,
        is_joining: impl FnOnce() -> bool,
    ) -> Arrival {
        if entrance != Entrance::Only && self.is_copy(attachment, entrance) {
            return Arrival::Duplicate;
        }
        let Attachment {
            sequence_number: number,
            gid,
            ..
        } = *attachment;
        // Some peers start at 0, those of this library at 1.
        if number < 0 {
            return Arrival::Implausible;
        }
        self.now += 1;
        let now = self.now;
        let Some(sequence) = self.sequence_of(&gid) else {
            self.make_room();
            self.latest = self.sequences.len();
            self.publishers.insert(gid, self.latest);
            self.sequences.push(Sequence {
                gid,
                last: number,
                lost: 0,
                heard: now,
            });
            return Arrival::Expected;
        };
        sequence.heard = now;
        // Both are at least 0: the difference does not overflow.
        let step = number - sequence.last;
        if step > MAX_GAP {
            return Arrival::Implausible;
        }
        if !(-LATE..=0).contains(&step) {
            sequence.last = number;
        }
        if step <= 1 || is_joining() {
            return Arrival::Expected;
        }
        let count = step.unsigned_abs() - 1;
        sequence.lost = sequence.lost.saturating_add(count);
        let total = sequence.lost;
        self.lost = self.lost.saturating_add(count);
        Arrival::Lost(MessagesLost {
            publisher: gid,
            count,
            total,
        })
    }

    /// Considers the samples of a known publisher before this one as arrived.
    pub(super) fn skip_to(&mut self, attachment: &Attachment) {
        if let Some(sequence) = self.sequence_of(&attachment.gid) {
            sequence.last = sequence.last.max(attachment.sequence_number.saturating_sub(1));
        }
    }

    /// Returns the sequence of a publisher.
    fn sequence_of(&mut self, gid: &Gid) -> Option<&mut Sequence> {
        let latest = self.sequences.get(self.latest);
        if latest.is_none_or(|latest| latest.gid != *gid) {
            self.latest = *self.publishers.get(gid)?;
        }
        self.sequences.get_mut(self.latest)
    }

    /// Returns whether this sample has arrived on the other key; remembers it.
    fn is_copy(&mut self, attachment: &Attachment, entrance: Entrance) -> bool {
        let (gid, number, time) = (
            attachment.gid,
            attachment.sequence_number,
            attachment.source_timestamp,
        );
        let is_copy = self.recent.iter().any(|(other, sequence, stamp, by)| {
            (*other, *sequence, *stamp) == (gid, number, time) && *by != entrance
        });
        if !is_copy {
            if self.recent.len() == REMEMBERED {
                self.recent.pop_front();
            }
            self.recent.push_back((gid, number, time, entrance));
        }
        is_copy
    }

    fn make_room(&mut self) {
        if self.publishers.len() < MAX_PUBLISHERS {
            return;
        }
        let silent = (0..)
            .zip(&self.sequences)
            .min_by_key(|(_, sequence)| sequence.heard);
        if let Some((index, _)) = silent {
            let gone = self.sequences.swap_remove(index);
            self.publishers.remove(&gone.gid);
            if let Some(moved) = self.sequences.get(index) {
                self.publishers.insert(moved.gid, index);
            }
        }
    }

    pub(super) fn lost(&self) -> u64 {
        self.lost
    }

    pub(super) fn lost_by_publisher(&self) -> Vec<(Gid, u64)> {
        let sequences = self.sequences.iter();
        let lost = sequences.map(|sequence| (sequence.gid, sequence.lost));
        let mut lost: Vec<_> = lost.filter(|(_, lost)| *lost > 0).collect();
        lost.sort();
        lost
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(publisher: u64, sequence_number: i64) -> Attachment {
        let mut gid = [0; 16];
        gid[..8].copy_from_slice(&publisher.to_le_bytes());
        Attachment {
            sequence_number,
            source_timestamp: sequence_number,
            gid: Gid::from_bytes(gid),
        }
    }

    fn follow(numbers: &[i64]) -> (Vec<u64>, Sequences) {
        let mut sequences = Sequences::default();
        let arrivals = numbers
            .iter()
            .map(|number| sequences.follow(&sample(1, *number), Entrance::Only, || false));
        let lost = arrivals
            .map(|arrival| match arrival {
                Arrival::Lost(lost) => lost.count,
                _ => 0,
            })
            .collect();
        (lost, sequences)
    }

    #[test]
    fn gaps_are_counted_from_the_first_sample_on() {
        let (lost, sequences) = follow(&[5, 6, 9, 10, 12]);
        assert_eq!(lost, [0, 0, 2, 0, 1]);
        assert_eq!(sequences.lost(), 3);
        assert_eq!(sequences.lost_by_publisher(), [(sample(1, 0).gid, 3)]);
    }

    #[test]
    fn a_late_sample_or_a_new_sequence_is_not_a_gap() {
        assert_eq!(follow(&[0, 1, 3, 2, 4]).0, [0, 0, 1, 0, 0]);
        assert_eq!(follow(&[9000, 1, 2, 4]).0, [0, 0, 0, 1]);
    }

    #[test]
    fn a_gap_while_joining_is_not_a_loss() {
        let mut sequences = Sequences::default();
        let mut follow =
            |number, is_joining| sequences.follow(&sample(1, number), Entrance::Only, || is_joining);
        for (number, is_joining) in [(5, true), (900, true), (901, false)] {
            assert_eq!(follow(number, is_joining), Arrival::Expected);
        }
        assert!(matches!(
            follow(903, false),
            Arrival::Lost(MessagesLost { count: 1, .. })
        ));
    }

    #[test]
    fn publishers_are_followed_independently() {
        let mut sequences = Sequences::default();
        for number in 1..100 {
            for publisher in 0..10 {
                let arrival = sequences.follow(&sample(publisher, number), Entrance::Only, || false);
                assert_eq!(arrival, Arrival::Expected);
            }
        }
    }

    #[test]
    fn implausible_numbers_are_not_losses() {
        let mut sequences = Sequences::default();
        let mut follow = |number| sequences.follow(&sample(1, number), Entrance::Only, || false);
        assert_eq!(follow(1), Arrival::Expected);
        for lie in [i64::MAX, i64::MIN, -1, MAX_GAP + 2] {
            assert_eq!(follow(lie), Arrival::Implausible, "{lie}");
        }
        assert_eq!(follow(2), Arrival::Expected);
        assert_eq!(sequences.lost(), 0);
    }

    #[test]
    fn invented_publishers_use_bounded_memory() {
        let mut sequences = Sequences::default();
        for publisher in 0..3 * MAX_PUBLISHERS as u64 {
            sequences.follow(&sample(publisher, 1), Entrance::Only, || false);
            sequences.follow(&sample(u64::MAX, publisher as i64), Entrance::Only, || false);
        }
        assert_eq!(sequences.publishers.len(), MAX_PUBLISHERS);
        assert_eq!(sequences.lost(), 0);
    }

    #[test]
    fn a_sample_that_arrives_on_both_keys_is_a_duplicate() {
        let mut sequences = Sequences::default();
        let first = sample(1, 1);
        assert_eq!(
            sequences.follow(&first, Entrance::Buffers, || false),
            Arrival::Expected
        );
        assert_eq!(
            sequences.follow(&first, Entrance::Topic, || false),
            Arrival::Duplicate
        );
        // The same sample again on the same key is not a copy: its publisher repeats its numbers.
        assert_eq!(
            sequences.follow(&first, Entrance::Buffers, || false),
            Arrival::Expected
        );
        let second = Attachment {
            source_timestamp: 7,
            ..first
        };
        assert_eq!(
            sequences.follow(&second, Entrance::Topic, || false),
            Arrival::Expected
        );
    }
}
