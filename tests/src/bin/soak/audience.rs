//! The subscribers, as the publishing process sees them: permanent subscribers, and guests that join and
//! leave.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use ros_z_tests::process::Process;

use crate::probe::Probe;
use crate::publisher::ProbePublisher;

/// Deadline for a subscriber to discover all publishers, or to report its counts.
const PATIENCE: Duration = Duration::from_secs(90);

/// Starts subscribers, asks them for counts, and ends them.
pub struct Host {
    arguments: String,
}

/// The counts of subscribers.
#[derive(Default)]
pub struct Guests {
    /// Number of messages, for each subscriber.
    pub messages: Vec<u64>,
    /// Messages that they missed or could not read.
    pub wrong: Vec<String>,
    /// The shared memory files that they had mapped.
    pub files: BTreeSet<PathBuf>,
}

impl Guests {
    pub fn add(&mut self, other: Self) {
        self.messages.extend(other.messages);
        self.wrong.extend(other.wrong);
        self.files.extend(other.files);
    }

    /// Returns the number of messages of the subscriber that received the fewest.
    pub fn fewest(&self) -> u64 {
        self.messages.iter().copied().min().unwrap_or(0)
    }
}

impl Host {
    /// Creates an audience of subscribers with these arguments.
    pub fn new(arguments: String) -> Self {
        Self { arguments }
    }

    fn start(&self) -> Process {
        let program = std::env::current_exe().unwrap_or_default();
        Process::start(&program.to_string_lossy(), &self.arguments)
    }

    /// Starts subscribers, and publishes to them until each has discovered every publisher.
    pub fn invite(&self, count: usize, publishers: &[ProbePublisher]) -> zenoh::Result<Vec<Process>> {
        let mut subscribers: Vec<Process> = (0..count).map(|_| self.start()).collect();
        let deadline = Instant::now() + PATIENCE;
        for subscriber in &mut subscribers {
            let mut heard = 0;
            while heard < publishers.len() {
                if Instant::now() > deadline {
                    return Err("a subscriber did not discover all publishers".into());
                }
                for (index, publisher) in (0_u32..).zip(publishers) {
                    publisher.publish(&Probe {
                        publisher: index,
                        number: 0,
                        data: &[],
                    })?;
                }
                heard += usize::from(subscriber.find("hears", Duration::from_millis(20)).is_some());
            }
        }
        Ok(subscribers)
    }

    /// Sends subscribers the number of each publisher's last message, and collects their counts.
    pub fn ask(&self, subscribers: Vec<Process>, last: &[i64]) -> Guests {
        let last: Vec<String> = last.iter().map(ToString::to_string).collect();
        let mut subscribers = subscribers;
        for subscriber in &mut subscribers {
            subscriber.tell(&format!("finish {}", last.join(" ")));
        }
        let mut all = Guests::default();
        for subscriber in subscribers {
            all.add(counts(subscriber));
        }
        all
    }

    /// Lets subscribers join, receive for a while, and leave, one after the other.
    pub fn receive_guests(&self, place: u64, is_over: &AtomicBool) -> Guests {
        let mut all = Guests::default();
        let mut visit = place;
        while !is_over.load(Ordering::Relaxed) {
            let mut guest = self.start();
            visit += 1;
            // Visits have different lengths, so that guests join and leave at each other's times.
            let length = Duration::from_millis(150 + 211 * (visit % 4));
            std::thread::sleep(length);
            guest.tell("leave");
            all.add(counts(guest));
        }
        all
    }
}

/// Returns the counts of a subscriber that was asked for them; it ends.
fn counts(mut subscriber: Process) -> Guests {
    let mut guests = Guests::default();
    if subscriber.find("done", PATIENCE).is_none() {
        guests
            .wrong
            .push("a subscriber does not report its counts".into());
        return guests;
    }
    let gaps = subscriber.all("gap");
    guests
        .wrong
        .extend(gaps.iter().map(|line| line.text().to_owned()));
    let lines = subscriber.all("count");
    for line in &lines {
        if ["lost", "corrupted", "twice"]
            .iter()
            .any(|key| line.get::<u64>(key) > 0)
        {
            guests.wrong.push(line.text().to_owned());
        }
    }
    guests
        .messages
        .push(lines.iter().map(|line| line.get::<u64>("messages")).sum());
    guests.files = subscriber.finish();
    guests
}
