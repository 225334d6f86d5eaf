//! The subscribing process: receives every message on all topics, checks every byte, and counts. It keeps the
//! latest messages for a while, as typical subscribers do.

use std::collections::VecDeque;
use std::io::BufRead;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant, SystemTime};

use ros_z::ros::QosProfile;
use ros_z::{Sample, Subscriber, ZContextBuilder};
use ros_z_tests::line::Line;
use zenoh::Wait;
use zenoh::query::QueryTarget;

use crate::memory::private_kib;
use crate::probe::{Probe, Quarry};

/// Number of messages that it keeps for each topic.
const HELD: usize = 6;

/// Deadline for the last message to arrive.
const PATIENCE: Duration = Duration::from_secs(60);

/// Counts of one topic.
#[derive(Default)]
struct Count {
    /// Time at which all publishers had discovered the subscriber, in nanoseconds since the epoch.
    settled: i64,
    first: i64,
    last: i64,
    /// Time at which the last message was published.
    latest: i64,
    /// Messages with a number.
    messages: u64,
    in_shm: u64,
    lost: u64,
    corrupted: u64,
    /// Numbers seen, to detect duplicates.
    seen: Vec<u64>,
    twice: u64,
}

/// Receives from `publishers` topics until a command names the last messages, or asks it to leave.
pub fn run(role: &Line) -> zenoh::Result<()> {
    let publishers: u32 = role.get("publishers");
    let context = ZContextBuilder::default()
        .with_domain_id(role.get("domain"))
        .with_listen_endpoints(["tcp/127.0.0.1:0"])
        .with_connect_endpoints([role.get::<String>("connect")])
        .with_multicast_scouting(false)
        .build()?;
    let node = context.create_node("listener").build()?;
    let mut threads = Vec::new();
    let mut ends = Vec::new();
    let mut subscribers = Vec::new();
    let quarry = Quarry::new();
    for publisher in 0..publishers {
        let qos = QosProfile::KEEP_ALL;
        let subscriber = node
            .create_sub::<Probe>(format!("probe{publisher}"))
            .with_qos(qos)
            .build()?;
        subscribers.push(subscriber);
    }
    // The publishers that have discovered the subscribers answer. Until then, a session that was just opened
    // briefly receives everything, then nothing, then its subscriptions.
    ask_everybody(context.session())?;
    let settled = now_ns();
    for (publisher, subscriber) in (0..).zip(subscribers) {
        let (sender, end) = channel();
        ends.push(sender);
        threads.push(std::thread::spawn(move || {
            listen(publisher, &subscriber, &end, quarry, settled)
        }));
    }
    println!("listening endpoint=-\nready");
    let start_kib = private_kib();
    let mut lines = std::io::stdin().lock().lines().map_while(Result::ok);
    // `finish <last sequence number> …`, one for each topic; a guest leaves at once.
    let command = lines.next().unwrap_or_default();
    let last = command.split_whitespace().skip(1).map(str::parse::<i64>);
    let last: Vec<i64> = last.collect::<Result<_, _>>()?;
    for (index, end) in ends.iter().enumerate() {
        end.send(last.get(index).copied())?;
    }
    for thread in threads {
        let (publisher, count) = thread.join().map_err(|_| "a thread panicked")??;
        println!(
            "count publisher={publisher} messages={} shm={} lost={} corrupted={} twice={}",
            count.messages, count.in_shm, count.lost, count.corrupted, count.twice
        );
    }
    println!("memory start={start_kib} end={}", private_kib());
    // All counts are printed, so the first process can continue.
    println!("done");
    let _: Option<String> = lines.next();
    Ok(())
}

/// Receives from one topic until the last message has arrived.
fn listen(
    publisher: u32,
    subscriber: &Subscriber<Probe<'static>>,
    end: &Receiver<Option<i64>>,
    quarry: Quarry,
    settled: i64,
) -> zenoh::Result<(u32, Count)> {
    let mut count = Count {
        settled,
        ..Count::default()
    };
    let mut held = VecDeque::new();
    let mut until: Option<(i64, Instant)> = None;
    loop {
        if let Some(sample) = subscriber.recv_timeout(Duration::from_millis(20))? {
            if count.first == 0 {
                println!("hears publisher={publisher}");
            }
            count.add(publisher, &sample, quarry);
            held.push_back(sample);
            if held.len() > HELD {
                held.pop_front();
            }
        }
        if until.is_none() {
            match end.try_recv() {
                Ok(Some(last)) => until = Some((last, Instant::now() + PATIENCE)),
                Ok(None) => return Ok((publisher, count)),
                Err(_) => {}
            }
        }
        if let Some((last, deadline)) = until
            && (count.last >= last || Instant::now() > deadline)
        {
            count.lost += last.abs_diff(count.last);
            return Ok((publisher, count));
        }
    }
}

/// Queries every session and waits until all have answered: they know everything that was declared before.
fn ask_everybody(session: &zenoh::Session) -> zenoh::Result<()> {
    let answers = session
        .get("@/*/*/here")
        .target(QueryTarget::All)
        .timeout(PATIENCE)
        .wait()?;
    while answers.recv().is_ok() {}
    Ok(())
}

fn now_ns() -> i64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    since.map_or(0, |since| since.as_nanos() as i64)
}

impl Count {
    fn add(&mut self, publisher: u32, sample: &Sample<Probe<'static>>, quarry: Quarry) {
        let sequence_number = sample.sequence_number().unwrap_or(0);
        if self.first == 0 || self.latest < self.settled {
            self.first = sequence_number;
            self.last = sequence_number - 1;
        }
        // Reliable: the next in the sequence, whichever thread has published it.
        let missing = sequence_number.abs_diff(self.last + 1);
        if missing > 0 {
            println!(
                "gap publisher={publisher} after={} messages={} shm={} missing={missing}",
                self.last,
                self.last - self.first + 1,
                sample.is_shm(),
            );
        }
        self.lost += missing;
        self.latest = sample.source_timestamp().unwrap_or(0);
        self.last = sequence_number;
        self.in_shm += u64::from(sample.is_shm());
        match sample.view_as::<Probe>() {
            Ok(probe)
                if probe.publisher == publisher && probe.data == quarry.data(publisher, probe.number) =>
            {
                self.note(probe.number);
            }
            _ => self.corrupted += 1,
        }
    }

    fn note(&mut self, number: u64) {
        let (word, bit) = ((number / 64) as usize, 1 << (number % 64));
        if word >= self.seen.len() {
            self.seen.resize(word + 1, 0);
        }
        if number > 0 {
            self.messages += 1;
            self.twice += u64::from(self.seen[word] & bit != 0);
        }
        self.seen[word] |= bit;
    }
}
