//! Tests of a queue that is offered a lane.

use super::LaneSample;
use super::reader::{LaneEvent, LaneIntake, LaneOffer};
use super::reader_tests::{Writer, offered};
use super::ring_writer::Content;
use crate::queue::{QueueLimit, queue};
use std::io;
use std::sync::Arc;

/// The publisher's end of a lane that is offered.
pub(crate) struct OfferedLane {
    writer: Writer,
    pub(crate) offer: LaneOffer,
}

impl OfferedLane {
    pub(crate) fn new() -> Self {
        let (writer, offer, _) = offered();
        writer.start(1);
        Self { writer, offer }
    }

    pub(crate) fn push(&mut self, number: i64) {
        assert!(
            self.writer
                .push(number, 0, Some((Content::Inline(&[1; 16]), None)))
        );
    }

    /// Returns whether the subscriber wants no more samples through it.
    pub(crate) fn is_done(&self) -> bool {
        self.writer.is_done()
    }

    /// Ends the lane before the sample of this number.
    pub(crate) fn end(&self, number: i64) {
        self.writer.end(number);
    }
}

/// Admits the number of each sample, unless the thread that takes them cannot be started.
pub(crate) struct Numbers {
    pub(crate) has_thread: bool,
}

impl LaneIntake<i64> for Numbers {
    fn prepare(&self) -> io::Result<()> {
        if self.has_thread {
            Ok(())
        } else {
            Err(io::ErrorKind::WouldBlock.into())
        }
    }

    fn admit(&self, sample: LaneSample) -> (Option<i64>, Option<LaneEvent>) {
        (Some(sample.number), None)
    }

    fn follow(&self, sample: i64) -> (Option<i64>, Option<LaneEvent>) {
        (Some(sample), None)
    }
}

#[test]
fn a_lane_is_refused_if_its_thread_cannot_start_and_samples_arrive_through_zenoh() {
    for has_thread in [false, true] {
        let (sender, receiver) = queue(QueueLimit::Block(8));
        let mut lane = OfferedLane::new();
        let target = sender.lane_target(Arc::new(Numbers { has_thread }));
        let answer = target.attach(&lane.offer).map(drop).map_err(|error| error.kind());
        let expected = if has_thread {
            Ok(())
        } else {
            Err(io::ErrorKind::WouldBlock)
        };
        assert_eq!(answer, expected);
        target.open_barrier(lane.offer.nonce);
        lane.push(1);
        // zenoh has it too.
        sender.send_in_order(&lane.offer.publisher, 1, |_| Some(1));
        assert_eq!(receiver.recv(), Ok(1));
        assert_eq!(receiver.try_recv(), Ok(None));
        assert_eq!(lane.is_done(), !has_thread);
    }
}
