//! The counts of a receiver, and its answers to the sender. The first byte of a message is its tag, the same
//! for all messages that are counted together; the last byte is a request to the receiver.

use std::time::{Duration, Instant};

use zenoh::handlers::FifoChannelHandler;
use zenoh::pubsub::Subscriber;
use zenoh::sample::Sample;
use zenoh::{Session, Wait};

/// Count the message.
pub const COUNT: u8 = 0;

/// Count the message, and answer.
pub const ANSWER: u8 = 1;

/// Count the message, keep it until the end, and answer.
pub const KEEP: u8 = 2;

/// Count the message, and answer with the CPU time of the process too. Only for receivers with a board.
pub const REPORT: u8 = 3;

/// The first and the last byte.
pub fn ends(data: &[u8]) -> (u8, u8) {
    data.first()
        .zip(data.last())
        .map_or((0, COUNT), |(first, last)| (*first, *last))
}

/// The messages that have arrived.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    pub tag: u8,
    /// Number of messages with this tag.
    pub messages: usize,
    /// Number of those in shared memory.
    pub in_shm: usize,
    /// Number of messages that are kept, of all tags.
    pub kept: usize,
}

impl Answer {
    /// Length of an answer.
    pub const BYTES: usize = 32;

    pub fn to_bytes(self) -> [u8; Self::BYTES] {
        let mut bytes = [0; Self::BYTES];
        let fields = [usize::from(self.tag), self.messages, self.in_shm, self.kept];
        for (bytes, field) in bytes.chunks_exact_mut(8).zip(fields) {
            bytes.copy_from_slice(&(field as u64).to_le_bytes());
        }
        bytes
    }

    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let field = |index: usize| {
            let bytes = bytes.get(index * 8..)?.first_chunk()?;
            Some(u64::from_le_bytes(*bytes) as usize)
        };
        Some(Self {
            tag: field(0)? as u8,
            messages: field(1)?,
            in_shm: field(2)?,
            kept: field(3)?,
        })
    }
}

/// Counts messages as they arrive, and keeps those whose last byte requests it.
pub struct Counter<S> {
    latest: Answer,
    kept: Vec<S>,
}

impl<S> Counter<S> {
    pub fn new() -> Self {
        Self {
            latest: Answer::default(),
            kept: Vec::new(),
        }
    }

    /// Counts a message with these ends, and releases it unless it must be kept. Returns the answer, if one
    /// is requested.
    pub fn take(&mut self, (tag, mark): (u8, u8), in_shm: bool, message: S) -> Option<Answer> {
        if self.latest.tag != tag {
            self.latest = Answer {
                tag,
                ..Answer::default()
            };
        }
        self.latest.messages += 1;
        self.latest.in_shm += usize::from(in_shm);
        if mark == KEEP {
            self.kept.push(message);
        }
        self.latest.kept = self.kept.len();
        (mark != COUNT).then_some(self.latest)
    }
}

/// Receives the answers over zenoh.
pub struct Answers(Subscriber<FifoChannelHandler<Sample>>);

/// The key of the answers.
pub const KEY: &str = "answers";

impl Answers {
    pub fn of(session: &Session) -> zenoh::Result<Self> {
        Ok(Self(session.declare_subscriber(KEY).wait()?))
    }

    /// Waits for that many answers to messages of this tag. Returns fewer if no more arrive in time.
    pub fn wait(&self, tag: u8, count: usize, patience: Duration) -> Vec<Answer> {
        let start = Instant::now();
        let mut answers = Vec::with_capacity(count);
        while answers.len() < count {
            let left = patience.saturating_sub(start.elapsed());
            let Ok(Some(sample)) = self.0.recv_timeout(left) else {
                break;
            };
            let answer = Answer::from_bytes(&sample.payload().to_bytes());
            // Skips a late answer to earlier messages.
            answers.extend(answer.filter(|answer| answer.tag == tag));
        }
        answers
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answer_counts_the_messages_of_its_tag() {
        let mut counter = Counter::new();
        assert!(counter.take((1, COUNT), true, ()).is_none());
        assert!(counter.take((2, COUNT), true, ()).is_none());
        assert!(counter.take((2, COUNT), false, ()).is_none());
        let answer = counter
            .take((2, ANSWER), true, ())
            .expect("the message requests an answer");
        assert_eq!(
            (answer.tag, answer.messages, answer.in_shm, answer.kept),
            (2, 3, 2, 0)
        );
    }

    #[test]
    fn kept_messages_stay_until_the_end() {
        let mut counter = Counter::new();
        assert_eq!(
            counter.take((1, KEEP), true, "a").map(|answer| answer.kept),
            Some(1)
        );
        assert_eq!(
            counter.take((2, ANSWER), true, "b").map(|answer| answer.kept),
            Some(1)
        );
        assert_eq!(counter.kept, ["a"]);
    }

    #[test]
    fn answer_survives_serialization() {
        let answer = Answer {
            tag: 200,
            messages: 2000,
            in_shm: 1999,
            kept: 10_000,
        };
        assert_eq!(Answer::from_bytes(&answer.to_bytes()), Some(answer));
        assert_eq!(Answer::from_bytes(&answer.to_bytes()[..31]), None);
    }
}
