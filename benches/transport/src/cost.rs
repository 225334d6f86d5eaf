//! The cost of a publish by number of receivers, number of publishers, and number of messages in flight: this
//! library and zenoh by hand, in turn.

use std::fmt;
use std::sync::Barrier;
use std::time::{Duration, Instant};

use ros_z::Publisher;
use ros_z::context::{ZContext, ZContextBuilder};
use ros_z::shm::{AllocPolicy, RetentionLimits, ShmConfig};
use zenoh::pubsub::Publisher as PlainPublisher;

use crate::allocations;
use crate::answer::{ANSWER, Answer, Answers, COUNT, KEEP};
use crate::by_hand::{self, POOL, Pool};
use crate::cells;
use crate::count::topic;
use crate::messages::Blob;
use crate::receiver::Receiver;
use crate::sessions::config;

const PORT: u16 = 17_610;

const SUBSCRIBERS: [usize; 4] = [1, 2, 4, 8];
const PUBLISHERS: [usize; 4] = [1, 2, 4, 8];
const IN_FLIGHT: [usize; 5] = [0, 10, 100, 1000, 10_000];

/// Maximum number of publishers.
const TOPICS: usize = 8;

/// Number of messages that several publishers send together: all of them fit into the pool at once.
const TOGETHER: usize = 1024;

/// Repetitions, unless fewer samples are requested.
const ROUNDS: usize = 7;

/// Messages for each sample of the contract.
const IN_CONTRACT: usize = 10;

/// Messages of each kind that are not counted.
const WARM: usize = 10;

/// How long the bench waits for an answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// Longer than the whole bench: a message that a receiver keeps stays in flight.
const RETENTION: RetentionLimits = RetentionLimits::new().with_max_age(Duration::from_secs(3600));

/// The columns of a comparison.
const BESIDE: [&str; 3] = ["this library", "zenoh by hand", "ratio"];

/// A function that sends a message.
type Send<'a> = Box<dyn Fn(&Blob) -> zenoh::Result<()> + 'a>;

/// Runs all parts, and prints tables.
pub fn run(samples: usize) -> zenoh::Result<()> {
    let mut bench = Bench::start()?;
    let mut exchange = Exchange::new(Answers::of(bench.context.session())?);
    by_subscribers(&mut bench, &mut exchange, samples)?;
    bench.listen(1)?;
    by_publishers(&bench, &mut exchange, ROUNDS.min(samples))?;
    by_in_flight(&bench, &mut exchange, samples)?;
    let on_heap = bench.context.shm_stats().heap().messages;
    if on_heap > 0 {
        exchange.notes.push(format!(
            "{on_heap} messages of this library fell back to the heap"
        ));
    }
    println!();
    for note in exchange.notes {
        println!("- {note}");
    }
    Ok(())
}

/// `publish` of 1 MiB, and zenoh by hand.
pub struct AgainstByHand {
    /// The time in the call, in units of that of zenoh by hand.
    pub ratio: f64,
    pub allocations_of_publish: u64,
    /// The allocations of a `put` whose message is in shared memory already.
    pub allocations_of_put: u64,
}

/// Measures one message size with one receiver.
pub fn against_zenoh_by_hand(samples: usize) -> zenoh::Result<AgainstByHand> {
    let mut bench = Bench::start()?;
    let mut exchange = Exchange::new(Answers::of(bench.context.session())?);
    bench.listen(1)?;
    let mut blob = Blob::of(1 << 20);
    let costs = exchange.compare(&mut blob, bench.ways(), 1, samples * IN_CONTRACT)?;
    let (mut of_publish, mut of_put) = (u64::MAX, u64::MAX);
    for _ in 0..WARM {
        let (sent, count) = allocations::during(|| bench.publish(0, &blob));
        sent?;
        of_publish = of_publish.min(count);
        exchange.answers(exchange.tag, 1, 1);
        let buffer = by_hand::collected(&bench.pool, &blob.data)?;
        let (sent, count) = allocations::during(|| by_hand::put(&bench.plain[0], buffer));
        sent?;
        of_put = of_put.min(count);
        exchange.answers(exchange.tag, 1, 1);
    }
    Ok(AgainstByHand {
        ratio: costs.ratio(),
        allocations_of_publish: of_publish,
        allocations_of_put: of_put,
    })
}

fn by_subscribers(bench: &mut Bench, exchange: &mut Exchange, samples: usize) -> zenoh::Result<()> {
    let columns = [&["receivers", "bytes"], &BESIDE[..]].concat();
    cells::head("Time in the call by receiving processes, µs, median", &columns);
    for count in SUBSCRIBERS {
        bench.listen(count)?;
        for size in [4 << 10, 1 << 20] {
            let costs = exchange.compare(&mut Blob::of(size), bench.ways(), count, samples)?;
            println!("| {count} | {size} | {costs} |");
        }
    }
    Ok(())
}

fn by_publishers(bench: &Bench, exchange: &mut Exchange, rounds: usize) -> zenoh::Result<()> {
    let columns = [&["publishers"], &BESIDE[..]].concat();
    cells::head(
        "Messages of 64 KiB by publishers on one pool, thousands per second, median",
        &columns,
    );
    for count in PUBLISHERS {
        let mut costs = Beside::default();
        for round in 0..rounds + 1 {
            let ours = exchange.together(count, &|topic, blob| bench.publish(topic, blob))?;
            let by_hand = exchange.together(count, &|topic, blob| bench.put(topic, blob))?;
            if round > 0 {
                costs.add(ours, by_hand);
            }
        }
        println!("| {count} | {costs} |");
    }
    Ok(())
}

/// Lets a receiver keep the same number of messages from both sides, and measures further messages, which it
/// does not keep.
fn by_in_flight(bench: &Bench, exchange: &mut Exchange, samples: usize) -> zenoh::Result<()> {
    let columns = [&["in flight"], &BESIDE[..]].concat();
    cells::head(
        "Time in the call for 4 KiB by messages in flight, µs, median",
        &columns,
    );
    let blob = &mut Blob::of(4 << 10);
    let mut kept = [0; 2];
    for count in IN_FLIGHT {
        for (send, kept) in bench.ways().into_iter().zip(&mut kept) {
            for _ in *kept..count {
                exchange.trip(blob, KEEP, &send, 1)?;
                *kept = exchange.latest.kept;
            }
        }
        let costs = exchange.compare(blob, bench.ways(), 1, samples)?;
        println!("| {count} | {costs} |");
        if kept != [count; 2] {
            let [ours, by_hand] = kept;
            let note = format!("in flight instead of {count}: {ours} of this library, {by_hand} by hand");
            exchange.notes.push(note);
        }
    }
    Ok(())
}

/// The sending process, with a variable number of receivers.
struct Bench {
    receivers: Vec<Receiver>,
    ours: Vec<Publisher<Blob>>,
    plain: Vec<PlainPublisher<'static>>,
    pool: Pool,
    context: ZContext,
}

impl Bench {
    fn start() -> zenoh::Result<Self> {
        let context = ZContextBuilder::default()
            .with_zenoh_config(config("listen", PORT, false))
            .with_shm_config(ShmConfig::pool_of(POOL)?)
            .without_lane()
            .build()?;
        let node = context.create_node("cost").build()?;
        let (mut ours, mut plain) = (Vec::new(), Vec::new());
        for number in 0..TOPICS {
            let (topic, key) = topic(number);
            let publisher = node
                .create_pub::<Blob>(&topic)
                .with_shm_threshold(0)
                .with_shm_policy(AllocPolicy::Wait(Duration::from_secs(1)))
                .with_shm_retention(RETENTION);
            ours.push(publisher.build()?);
            plain.push(by_hand::publisher(context.session(), key)?);
        }
        Ok(Self {
            receivers: Vec::new(),
            ours,
            plain,
            pool: by_hand::pool(POOL)?,
            context,
        })
    }

    /// Starts or ends receivers until there are `count`, and waits until all are discovered.
    fn listen(&mut self, count: usize) -> zenoh::Result<()> {
        self.receivers.truncate(count);
        while self.receivers.len() < count {
            let receiver = Receiver::start(&["count", &PORT.to_string(), &TOPICS.to_string()])?;
            self.receivers.push(receiver);
        }
        let start = Instant::now();
        while !self.ours.iter().all(|ours| ours.subscriber_count() == count) {
            if start.elapsed() > PATIENCE {
                return Err(format!("not {count} receivers listen").into());
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        Ok(())
    }

    /// Returns both senders, on the first topic.
    fn ways(&self) -> [Send<'_>; 2] {
        [
            Box::new(|blob| self.publish(0, blob)),
            Box::new(|blob| self.put(0, blob)),
        ]
    }

    fn publish(&self, topic: usize, blob: &Blob) -> zenoh::Result<()> {
        self.ours[topic].publish(blob)?;
        Ok(())
    }

    fn put(&self, topic: usize, blob: &Blob) -> zenoh::Result<()> {
        by_hand::put(&self.plain[topic], by_hand::collected(&self.pool, &blob.data)?)
    }
}

/// Sends messages to receivers, and reads their answers.
struct Exchange {
    answers: Answers,
    tag: u8,
    /// The last answer.
    latest: Answer,
    /// Errors so far.
    notes: Vec<String>,
}

impl Exchange {
    fn new(answers: Answers) -> Self {
        Self {
            answers,
            tag: 0,
            latest: Answer::default(),
            notes: Vec::new(),
        }
    }

    /// Sends a message, waits until `count` receivers have answered, and returns the microseconds in the
    /// call.
    fn trip(&mut self, blob: &mut Blob, mark: u8, send: &Send<'_>, receivers: usize) -> zenoh::Result<f64> {
        self.tag = self.tag.wrapping_add(1);
        blob.mark(self.tag, mark);
        let start = Instant::now();
        send(blob)?;
        let call = start.elapsed();
        self.answers(self.tag, receivers, receivers);
        Ok(call.as_secs_f64() * 1e6)
    }

    /// Measures both sides in turn, one message at a time, with each side first equally often, because a
    /// message finds the threads and cores in the state that the previous one left.
    fn compare(
        &mut self,
        blob: &mut Blob,
        [ours, by_hand]: [Send<'_>; 2],
        receivers: usize,
        samples: usize,
    ) -> zenoh::Result<Beside> {
        let mut beside = Beside::default();
        for round in 0..WARM + samples {
            let (ours, by_hand) = if round % 4 < 2 {
                let ours = self.trip(blob, ANSWER, &ours, receivers)?;
                (ours, self.trip(blob, ANSWER, &by_hand, receivers)?)
            } else {
                let by_hand = self.trip(blob, ANSWER, &by_hand, receivers)?;
                (self.trip(blob, ANSWER, &ours, receivers)?, by_hand)
            };
            if round >= WARM {
                beside.add(ours, by_hand);
            }
        }
        Ok(beside)
    }

    /// Lets `count` publishers send at once, each on its own topic, back to back. Returns how many thousand
    /// messages arrived per second.
    fn together(
        &mut self,
        publishers: usize,
        send: &(dyn Fn(usize, &Blob) -> zenoh::Result<()> + Sync),
    ) -> zenoh::Result<f64> {
        self.tag = self.tag.wrapping_add(1);
        let (tag, barrier) = (self.tag, &Barrier::new(publishers));
        let publish = |topic: usize| -> zenoh::Result<Instant> {
            let mut blob = Blob::of(64 << 10);
            blob.mark(tag, COUNT);
            barrier.wait();
            let start = Instant::now();
            for _ in 1..TOGETHER / publishers {
                send(topic, &blob)?;
            }
            blob.mark(tag, ANSWER);
            send(topic, &blob)?;
            Ok(start)
        };
        std::thread::scope(|scope| {
            let threads: Vec<_> = (0..publishers)
                .map(|topic| scope.spawn(move || publish(topic)))
                .collect();
            let arrived = self.answers(tag, publishers, TOGETHER);
            let end = Instant::now();
            let mut start = end;
            for thread in threads {
                start = start.min(thread.join().map_err(|_| "a publisher panicked")??);
            }
            Ok(arrived as f64 / (end - start).as_secs_f64() / 1e3)
        })
    }

    /// Waits for `count` answers, and returns the number of messages that they cover.
    fn answers(&mut self, tag: u8, count: usize, messages: usize) -> usize {
        let answers = self.answers.wait(tag, count, PATIENCE);
        self.latest = answers.last().copied().unwrap_or(self.latest);
        let arrived = answers.iter().map(|answer| answer.messages).sum();
        let in_shm: usize = answers.iter().map(|answer| answer.in_shm).sum();
        if (answers.len(), arrived, in_shm) != (count, messages, messages) {
            self.notes.push(format!(
                "of {messages} messages {arrived} arrived, {in_shm} in shared memory; {} of {count} were answered",
                answers.len()
            ));
        }
        arrived
    }
}

/// The results of both sides, in turn.
#[derive(Default)]
struct Beside {
    ours: Vec<f64>,
    by_hand: Vec<f64>,
}

impl Beside {
    fn add(&mut self, ours: f64, by_hand: f64) {
        self.ours.push(ours);
        self.by_hand.push(by_hand);
    }

    /// Returns the median of the ratios of the single rounds.
    fn ratio(&self) -> f64 {
        let ratios = self.ours.iter().zip(&self.by_hand);
        measure::median(ratios.map(|(ours, by_hand)| ours / by_hand))
    }
}

/// Returns both medians, and the median of the ratios of the single rounds.
impl fmt::Display for Beside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ratio = self.ratio();
        let median = |values: &[f64]| measure::median(values.iter().copied());
        let (ours, by_hand) = (median(&self.ours), median(&self.by_hand));
        write!(f, "{ours:.1} | {by_hand:.1} | {ratio:.2}")
    }
}
