//! A publisher and a subscriber, each in a separate process, connected only to each other.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::line::Line;
use crate::process::{DEADLINE, Process, assert_removed};

/// A publisher and a subscriber.
#[derive(Debug)]
pub struct Pair {
    /// The publisher.
    pub publisher: Process,
    /// The subscriber.
    pub subscriber: Process,
    place: String,
}

/// The reports of both sides about one message.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// The publisher's report.
    pub published: Line,
    /// The subscriber's report.
    pub sample: Line,
}

/// Returns arguments for a topic and domain that no other test uses.
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
    /// Starts a pair with these arguments after the role, and waits until both have discovered each other.
    ///
    /// # Panics
    /// If they do not in time.
    #[must_use]
    pub fn start(program: &str, publisher: &str, subscriber: &str) -> Self {
        let place = own_place();
        let subscriber = Process::start(program, &format!("subscriber {place} {subscriber}"));
        Self::with_subscriber(program, publisher, subscriber, place)
    }

    /// Like [`start`](Self::start), with a subscriber that is already running.
    ///
    /// # Panics
    /// If they do not discover each other in time.
    #[must_use]
    pub fn with_subscriber(program: &str, publisher: &str, subscriber: Process, place: String) -> Self {
        let arguments = format!("publisher {place} connect={} {publisher}", subscriber.endpoint());
        Self::of(Process::start(program, &arguments), subscriber, place)
    }

    /// Returns a pair of two processes that are already running.
    ///
    /// # Panics
    /// If they do not discover each other in time.
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

    /// Starts another subscriber to the pair's topic, connected to the publisher, with these arguments after the role.
    ///
    /// # Panics
    /// If the process does not start, or is not ready in time.
    #[must_use]
    pub fn another_subscriber(&self, program: &str, arguments: &str) -> Process {
        let (place, endpoint) = (&self.place, self.publisher.endpoint());
        let arguments = format!("subscriber {place} connect={endpoint} {arguments}");
        Process::start(program, &arguments)
    }

    /// Returns the arguments for the pair's topic and domain.
    #[must_use]
    pub fn place(&self) -> &str {
        &self.place
    }

    /// Publishes `count` messages of `size` bytes, and checks that they arrive unchanged.
    ///
    /// # Panics
    /// If a message is missing, out of order, or has other content or another length.
    pub fn publish(&mut self, size: usize, count: usize) -> Vec<Exchange> {
        self.publish_with(&format!("size={size} count={count}"), count)
    }

    /// Like [`publish`](Self::publish), with the arguments of the command as text.
    ///
    /// # Panics
    /// Like [`publish`](Self::publish).
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

    /// Returns the publisher and the subscriber.
    #[must_use]
    pub fn into_processes(self) -> (Process, Process) {
        (self.publisher, self.subscriber)
    }

    /// Returns the statistics of the publisher.
    pub fn stats(&mut self) -> Line {
        self.publisher.tell("stats");
        self.publisher.expect("stats")
    }

    /// Ends both, the publisher first, and checks that none of their files remains in `/dev/shm`.
    ///
    /// # Panics
    /// If a file remains.
    #[track_caller]
    pub fn finish(self) {
        assert_removed(&self.end());
    }

    /// Ends the publisher, checks that none of its files remains in `/dev/shm`, and returns the subscriber.
    ///
    /// # Panics
    /// If a file remains.
    #[must_use]
    #[track_caller]
    pub fn end_publisher(self) -> Process {
        assert_removed(&self.publisher.finish());
        self.subscriber
    }

    /// Ends both, the publisher first, and returns the pool files that they had mapped.
    #[must_use]
    pub fn end(self) -> BTreeSet<PathBuf> {
        let mut files = self.publisher.finish();
        files.extend(self.subscriber.finish());
        files
    }
}

impl Exchange {
    /// Returns whether the publisher put the message into shared memory.
    #[must_use]
    pub fn was_put_into_shm(&self) -> bool {
        self.published.get("shm")
    }

    /// Returns whether the subscriber received it in shared memory.
    #[must_use]
    pub fn arrived_in_shm(&self) -> bool {
        self.sample.get("shm")
    }

    /// Returns the length that arrived.
    #[must_use]
    pub fn received_len(&self) -> usize {
        self.sample.get("len")
    }

    /// Returns why it fell back to the heap; `none` if it did not.
    #[must_use]
    pub fn reason(&self) -> String {
        self.published.get("reason")
    }

    /// Checks that the message was published in shared memory and arrived there, complete and in one slice.
    ///
    /// # Panics
    /// If it was not.
    pub fn assert_shm(&self) {
        assert!(self.was_put_into_shm() && self.arrived_in_shm(), "{self:?}");
        assert_eq!(self.sample.get::<usize>("slices"), 1, "{self:?}");
    }

    /// Checks that the message fell back to the heap for `reason`, and arrived over the network.
    ///
    /// # Panics
    /// If it did not.
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
