//! A publisher and a subscriber, in a process each, that know only each other.

use crate::line::Line;
use crate::process::{DEADLINE, Process, assert_removed};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A publisher and a subscriber.
#[derive(Debug)]
pub struct Pair {
    /// The publisher.
    pub publisher: Process,
    /// The subscriber.
    pub subscriber: Process,
    place: String,
}

/// What the publisher says of a message, and what the subscriber does.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// The publisher's report.
    pub published: Line,
    /// The subscriber's report.
    pub sample: Line,
}

/// A topic and domain that no other test uses, as arguments.
#[must_use]
pub fn own_place() -> String {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let (process, number) = (std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    format!(
        "topic=topic_{process}_{number} domain={}",
        process as usize + number
    )
}

impl Pair {
    /// Starts a pair with these arguments beside the role, and waits until they know of each other.
    ///
    /// # Panics
    /// If they do not in time.
    #[must_use]
    pub fn start(program: &str, publisher: &str, subscriber: &str) -> Self {
        let place = own_place();
        let subscriber = Process::start(program, &format!("subscriber {place} {subscriber}"));
        Self::with_subscriber(program, publisher, subscriber, place)
    }

    /// As [`start`](Self::start), with a subscriber that is there already.
    ///
    /// # Panics
    /// If they do not know of each other in time.
    #[must_use]
    pub fn with_subscriber(program: &str, publisher: &str, subscriber: Process, place: String) -> Self {
        let arguments = format!("publisher {place} connect={} {publisher}", subscriber.endpoint());
        Self::of(Process::start(program, &arguments), subscriber, place)
    }

    /// A pair of two that are there already.
    ///
    /// # Panics
    /// If they do not know of each other in time.
    #[must_use]
    pub fn of(mut publisher: Process, subscriber: Process, place: String) -> Self {
        publisher.tell("await");
        assert_eq!(publisher.expect("matched").text(), "matched true");
        Self {
            publisher,
            subscriber,
            place,
        }
    }

    /// Topic and domain of the pair, as arguments.
    #[must_use]
    pub fn place(&self) -> &str {
        &self.place
    }

    /// Publishes `count` messages of `size` bytes, and checks that what arrives is what was sent.
    ///
    /// # Panics
    /// If anything is missing, in another order, or of other content or length.
    pub fn publish(&mut self, size: usize, count: usize) -> Vec<Exchange> {
        self.publish_with(&format!("size={size} count={count}"), count)
    }

    /// As [`publish`](Self::publish), with the command's arguments written out.
    ///
    /// # Panics
    /// As [`publish`](Self::publish).
    pub fn publish_with(&mut self, arguments: &str, count: usize) -> Vec<Exchange> {
        self.publisher.tell(&format!("publish {arguments}"));
        let published: Vec<Line> = (0..count).map(|_| self.publisher.expect("published")).collect();
        let mut exchanges = Vec::with_capacity(count);
        for published in published {
            let Some(sample) = self.subscriber.find("sample", DEADLINE) else {
                panic!(
                    "missing: {published:?}; arrived: {exchanges:#?}; {:?}",
                    self.stats()
                );
            };
            exchanges.push(Exchange { published, sample });
        }
        exchanges.iter().for_each(Exchange::assert_same_bytes);
        exchanges
    }

    /// The statistics of the publisher.
    pub fn stats(&mut self) -> Line {
        self.publisher.tell("stats");
        self.publisher.expect("stats")
    }

    /// Ends both, the publisher first, and checks that nothing of theirs is left in `/dev/shm`.
    ///
    /// # Panics
    /// If anything is.
    #[track_caller]
    pub fn finish(self) {
        assert_removed(&self.end());
    }

    /// Ends the publisher, checks that nothing of it is left in `/dev/shm`, and gives the subscriber.
    ///
    /// # Panics
    /// If anything is.
    #[must_use]
    #[track_caller]
    pub fn end_publisher(self) -> Process {
        assert_removed(&self.publisher.finish());
        self.subscriber
    }

    /// Ends both, the publisher first, and gives the files of pools that they had mapped.
    #[must_use]
    pub fn end(self) -> BTreeSet<PathBuf> {
        let mut files = self.publisher.finish();
        files.extend(self.subscriber.finish());
        files
    }
}

impl Exchange {
    /// Whether the publisher put it into shared memory.
    #[must_use]
    pub fn was_put_into_shm(&self) -> bool {
        self.published.get("shm")
    }

    /// Whether the subscriber got it in shared memory.
    #[must_use]
    pub fn arrived_in_shm(&self) -> bool {
        self.sample.get("shm")
    }

    /// The length that arrived.
    #[must_use]
    pub fn received_len(&self) -> usize {
        self.sample.get("len")
    }

    /// Why it took the heap; `none` if it did not.
    #[must_use]
    pub fn reason(&self) -> String {
        self.published.get("reason")
    }

    /// Checks that it went through shared memory and arrived there, whole and in one piece.
    ///
    /// # Panics
    /// If not.
    pub fn assert_shm(&self) {
        assert!(self.was_put_into_shm() && self.arrived_in_shm(), "{self:?}");
        assert_eq!(self.sample.get::<usize>("slices"), 1, "{self:?}");
    }

    /// Checks that it took the heap for `reason`, and arrived by the network.
    ///
    /// # Panics
    /// If not.
    pub fn assert_heap(&self, reason: &str) {
        assert!(!self.was_put_into_shm() && !self.arrived_in_shm(), "{self:?}");
        assert_eq!(self.reason(), reason, "{self:?}");
    }

    fn assert_same_bytes(&self) {
        let (published, sample) = (&self.published, &self.sample);
        assert_eq!(published.get::<u64>("sum"), sample.get::<u64>("sum"), "{self:?}");
        assert_eq!(
            published.get::<usize>("len"),
            sample.get::<usize>("len"),
            "{self:?}"
        );
        assert_eq!(
            published.get::<usize>("len"),
            published.get::<usize>("expected_len"),
            "{self:?}"
        );
        if let Some(seq) = sample.find::<i64>("seq").filter(|seq| *seq > 0) {
            assert_eq!(published.get::<i64>("seq"), seq, "{self:?}");
        }
    }
}
