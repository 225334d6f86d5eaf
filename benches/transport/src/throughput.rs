//! Messages back to back, by size: the receiver answers the last one of a burst with its message count.

use std::time::{Duration, Instant};

use ros_z::Publisher;
use ros_z::context::ZContextBuilder;
use ros_z::shm::{AllocPolicy, DEFAULT_THRESHOLD, ShmConfig};
use zenoh::Wait;

use crate::answer::{ANSWER, Answer, Answers, COUNT, ends};
use crate::by_hand::{self, POOL, PeerPools, SMALL, SMALL_POOL};
use crate::cells::{self, Cell};
use crate::count::topic;
use crate::iceoryx_burst::Iceoryx;
use crate::lane_burst::LaneBench;
use crate::messages::{Blob, HEAD, SIZES, publish_loan};
use crate::receiver::Receiver;
use crate::sessions::config;
use crate::way::{PATIENCE, Way};

const PORT: u16 = 17_600;

/// Approximate number of bytes in a burst.
const BURST: usize = 64 << 20;

/// Messages in a burst of large ones, and of small ones.
const FEWEST: usize = 16;
const MOST: usize = 2000;

/// Messages in a burst of the part for short ones.
const MANY: usize = 5000;

/// Bursts that are counted, unless fewer samples are requested.
const BURSTS: usize = 7;

/// The longest message of the part for short ones.
const SHORT: usize = 4 << 10;

/// Bursts of each kind that are not counted.
const WARM: usize = 1;

/// Smallest size for which zenoh's implicit shared memory is used.
const IMPLICIT_FROM: usize = 3 << 10;

/// A size for which it is used.
const LONG: usize = 4 << 10;

/// The ways through the local lane start with this.
const LANE: &str = "lane";
const LANE_LOAN: &str = "lane, loan + view";
const LANE_PUBLISH: &str = "lane, publish + view";
const LOAN: &str = "loan + view";
const PUBLISH: &str = "publish + view";
const BY_DEFAULT: &str = "publish + view, default settings";
const AS_PEERS: &str = "zenoh SHM, BlockOn";
const IMPLICIT: &str = "zenoh implicit SHM";
const HEAP: &str = "zenoh heap";
const ICEORYX: &str = "iceoryx2, polling";
const ICEORYX_BLOCKING: &str = "iceoryx2, blocking";

/// A contestant over zenoh: a function that sends a message, and the receiver of the answers.
struct OverZenoh<'a, F>(F, &'a Answers);

impl<F: Fn(&Blob) -> zenoh::Result<()>> Way for OverZenoh<'_, F> {
    fn send(&mut self, blob: &Blob) -> zenoh::Result<()> {
        (self.0)(blob)
    }

    fn answer(&mut self, tag: u8) -> zenoh::Result<Option<Answer>> {
        Ok(self.1.wait(tag, 1, PATIENCE).pop())
    }
}

/// The results of all bursts of one contestant at one size.
struct Outcome {
    way: &'static str,
    size: usize,
    /// Seconds per message, for each burst that was answered.
    seconds: Vec<f64>,
    unanswered: usize,
    /// Messages of a lane that zenoh sent too.
    outside: usize,
    /// Messages of the bursts that were answered.
    sent: usize,
    arrived: usize,
    in_shm: usize,
}

/// Runs all contestants at all sizes and prints tables.
pub fn run(samples: usize) -> zenoh::Result<()> {
    let (outcomes, on_heap) = measure_all(&SIZES, BURSTS.min(samples), MOST)?;
    let cells = |pick: fn(&Outcome) -> f64| -> Vec<Cell> {
        let cell = |outcome: &Outcome| Cell {
            way: outcome.way.to_owned(),
            size: outcome.size,
            value: pick(outcome),
        };
        // Without bursts that were never answered.
        let cells = outcomes.iter().map(cell);
        cells.filter(|cell| cell.value.is_finite()).collect()
    };
    let speed = cells(Outcome::gib_per_second);
    cells::table("Throughput, GiB/s, median", &speed, cells::three_digits);
    cells::table(
        "Messages per second, thousands, median",
        &cells(|outcome| outcome.messages_per_second() / 1e3),
        cells::three_digits,
    );
    println!(
        "\nA burst is {} MiB, but at least {FEWEST} and at most {MOST} messages. Loans and iceoryx2 write two bytes of \
         a message, the others all.\n",
        BURST >> 20
    );
    if on_heap > 0 {
        println!("- {on_heap} messages of this library fell back to the heap");
    }
    print_notes(&outcomes)
}

/// Prints the errors of all contestants. An error of a lane is an error of the bench.
fn print_notes(outcomes: &[Outcome]) -> zenoh::Result<()> {
    let mut of_lanes = 0;
    for outcome in outcomes {
        if let Some(note) = outcome.note() {
            println!("- {note}");
            of_lanes += usize::from(outcome.way.starts_with(LANE));
        }
    }
    match of_lanes {
        0 => Ok(()),
        _ => Err("messages of a lane were lost, or sent by zenoh too".into()),
    }
}

/// The rates of short messages.
pub struct Short {
    outcomes: Vec<Outcome>,
    sizes: Vec<usize>,
}

impl Short {
    /// Runs short messages only, with a burst for each sample.
    pub fn run(samples: usize) -> zenoh::Result<Self> {
        let sizes: Vec<usize> = SIZES.into_iter().filter(|size| *size <= SHORT).collect();
        let (outcomes, _) = measure_all(&sizes, samples, MANY)?;
        Ok(Self { outcomes, sizes })
    }

    /// Prints the rates, and the rates as multiples of those of zenoh's heap and of iceoryx2.
    pub fn print(&self) -> zenoh::Result<()> {
        let cell = |outcome: &Outcome| Cell {
            way: outcome.way.to_owned(),
            size: outcome.size,
            value: outcome.messages_per_second() / 1e3,
        };
        let rates: Vec<Cell> = self.outcomes.iter().map(cell).collect();
        let title = "Messages per second, short messages, thousands, median";
        cells::table(title, &rates, cells::three_digits);
        for (reference, name) in [(HEAP, "zenoh's heap"), (ICEORYX, "iceoryx2, polling")] {
            let mut ratios = Vec::new();
            for outcome in &self.outcomes {
                ratios.push(Cell {
                    way: outcome.way.to_owned(),
                    size: outcome.size,
                    value: self.ratio(outcome.way, reference, outcome.size),
                });
            }
            let title = format!("Messages per second as a multiple of {name}, short messages, median");
            cells::table(&title, &ratios, |ratio| format!("{ratio:.2}"));
        }
        println!();
        print_notes(&self.outcomes)
    }

    /// Returns the rate of one contestant as a multiple of that of another one: the median of the ratios within a round, if they
    /// took turns.
    fn ratio(&self, way: &str, reference: &str, size: usize) -> f64 {
        let seconds = |way: &str| {
            let outcome = self
                .outcomes
                .iter()
                .find(|outcome| (outcome.way, outcome.size) == (way, size));
            outcome.map_or(&[][..], |outcome| &outcome.seconds)
        };
        let rounds = seconds(reference).iter().zip(seconds(way));
        measure::median(rounds.map(|(reference, own)| reference / own))
    }

    fn ratios(&self, way: &str, reference: &str) -> Vec<(usize, f64)> {
        let ratio = |size: &usize| (*size, self.ratio(way, reference, *size));
        self.sizes.iter().map(ratio).collect()
    }

    /// Returns the ratios to be compared with iceoryx2: of loans, and of messages that are published.
    pub fn of_iceoryx(&self) -> [Vec<(usize, f64)>; 2] {
        [LANE_LOAN, LANE_PUBLISH].map(|way| self.ratios(way, ICEORYX))
    }

    /// Returns the ratios of messages with the default settings to be compared with zenoh's heap: through a lane, and with
    /// lanes off.
    pub fn of_heap(&self) -> [Vec<(usize, f64)>; 2] {
        [LANE_PUBLISH, BY_DEFAULT].map(|way| self.ratios(way, HEAP))
    }
}

/// Returns the results of all contestants, and how many messages of this library fell back to the heap.
fn measure_all(sizes: &[usize], bursts: usize, most: usize) -> zenoh::Result<(Vec<Outcome>, u64)> {
    let context = ZContextBuilder::default()
        .with_zenoh_config(config("listen", PORT, false))
        .without_lane()
        .build()?;
    let lanes = LaneBench::start(PORT + 2)?;
    let implicit = zenoh::open(config("listen", PORT + 1, true)).wait()?;
    let answers = Answers::of(context.session())?;
    let _receiver = Receiver::start(&["count", &PORT.to_string(), "1", "implicit"])?;

    let node = context.create_node("burst").build()?;
    let (topic, key) = topic(0);
    // The pools have the same sizes as the pools by hand.
    let pools = [ShmConfig::pool_of(SMALL_POOL)?, ShmConfig::pool_of(POOL)?];
    let publishers = |threshold: Option<usize>| -> zenoh::Result<[Publisher<Blob>; 2]> {
        let publisher = |pool: &ShmConfig| {
            let pool = match threshold {
                Some(threshold) => pool.clone().with_threshold(threshold),
                None => pool.clone(),
            };
            let publisher = node.create_pub::<Blob>(&topic).with_shm_config(pool);
            publisher
                .with_shm_policy(AllocPolicy::Wait(Duration::from_secs(1)))
                .build()
        };
        Ok([publisher(&pools[0])?, publisher(&pools[1])?])
    };
    let (always_shm, usual) = (publishers(Some(0))?, publishers(None)?);
    let pick = |blob: &Blob| usize::from(HEAD + blob.data.len() > SMALL);
    let ours = |blob: &Blob| &always_shm[pick(blob)];
    let plain = by_hand::publisher(context.session(), key.clone())?;
    let implicit_plain = by_hand::publisher(&implicit, key)?;
    let pools = PeerPools::new()?;
    if !always_shm[0].wait_for_subscribers(1, PATIENCE)
        || !by_hand::are_heard(&[&plain, &implicit_plain], PATIENCE)
    {
        return Err("no subscriber was discovered in time".into());
    }

    let loan = |blob: &Blob| -> zenoh::Result<()> {
        publish_loan(ours(blob), HEAD + blob.data.len(), ends(&blob.data))?;
        Ok(())
    };
    let publish = |blob: &Blob| -> zenoh::Result<()> {
        ours(blob).publish(blob)?;
        Ok(())
    };
    let publish_by_default = |blob: &Blob| -> zenoh::Result<()> {
        usual[pick(blob)].publish(blob)?;
        Ok(())
    };
    let as_peers = |blob: &Blob| by_hand::put(&plain, pools.waited(&blob.data)?);
    let implicitly = |blob: &Blob| by_hand::put(&implicit_plain, by_hand::on_heap(&blob.data));
    let heap = |blob: &Blob| by_hand::put(&plain, by_hand::on_heap(&blob.data));

    // zenoh creates the pool for its implicit shared memory after the first message that is long enough, and it takes a while.
    let mut first = Blob::of(LONG);
    first.mark(0, COUNT);
    implicitly(&first)?;

    let mut outcomes = Vec::new();
    let mut tag = 0;
    let burst_of = |size: usize| (bursts, (BURST / size).clamp(FEWEST, most));
    for &size in sizes {
        let mut ways: [(_, &mut dyn Way); 8] = [
            (LANE_LOAN, &mut lanes.loans()),
            (LANE_PUBLISH, &mut lanes.usual()),
            (LOAN, &mut OverZenoh(&loan, &answers)),
            (PUBLISH, &mut OverZenoh(&publish, &answers)),
            (BY_DEFAULT, &mut OverZenoh(&publish_by_default, &answers)),
            (HEAP, &mut OverZenoh(&heap, &answers)),
            (ICEORYX, &mut Iceoryx::start(size, false)?),
            (ICEORYX_BLOCKING, &mut Iceoryx::start(size, true)?),
        ];
        outcomes.extend(contest(size, &mut ways, burst_of(size), &mut tag)?);
    }
    // Without the lanes: these two collect their buffers only when their pool is full. Then zenoh's table of the process has no
    // free entries, and zenoh adds another table.
    drop(lanes);
    for &size in sizes {
        let mut ways: [(_, &mut dyn Way); 2] = [
            (AS_PEERS, &mut OverZenoh(&as_peers, &answers)),
            (IMPLICIT, &mut OverZenoh(&implicitly, &answers)),
        ];
        outcomes.extend(contest(size, &mut ways, burst_of(size), &mut tag)?);
    }
    let on_heap = |ours: &Publisher<Blob>| ours.shm_stats().heap().messages;
    Ok((outcomes, always_shm.iter().map(on_heap).sum()))
}

/// Sends bursts of all contestants in turn.
fn contest(
    size: usize,
    ways: &mut [(&'static str, &mut dyn Way)],
    (bursts, messages): (usize, usize),
    tag: &mut u8,
) -> zenoh::Result<Vec<Outcome>> {
    let mut blob = Blob::of(size);
    let mut outcomes: Vec<Outcome> = ways.iter().map(|(way, _)| Outcome::new(way, size)).collect();
    for round in 0..WARM + bursts {
        for ((_, way), outcome) in ways.iter_mut().zip(&mut outcomes) {
            *tag = tag.wrapping_add(1);
            let (seconds, answer) = burst(*way, &mut blob, *tag, messages)?;
            if round >= WARM {
                outcome.add(messages, answer, seconds);
            }
        }
    }
    for ((_, way), outcome) in ways.iter().zip(&mut outcomes) {
        outcome.outside = way.outside_of_lanes();
    }
    Ok(outcomes)
}

/// Returns the seconds from the first call to the answer to the last message, and the answer.
fn burst(
    way: &mut dyn Way,
    blob: &mut Blob,
    tag: u8,
    messages: usize,
) -> zenoh::Result<(f64, Option<Answer>)> {
    way.begin()?;
    blob.mark(tag, COUNT);
    let start = Instant::now();
    for _ in 1..messages {
        way.send(blob)?;
    }
    blob.mark(tag, ANSWER);
    way.send(blob)?;
    let answer = way.answer(tag)?;
    Ok((start.elapsed().as_secs_f64(), answer))
}

impl Outcome {
    fn new(way: &'static str, size: usize) -> Self {
        Self {
            way,
            size,
            seconds: Vec::new(),
            unanswered: 0,
            outside: 0,
            sent: 0,
            arrived: 0,
            in_shm: 0,
        }
    }

    fn add(&mut self, messages: usize, answer: Option<Answer>, seconds: f64) {
        let Some(answer) = answer else {
            self.unanswered += 1;
            return;
        };
        self.seconds.push(seconds / messages as f64);
        self.sent += messages;
        self.arrived += answer.messages;
        self.in_shm += answer.in_shm;
    }

    fn messages_per_second(&self) -> f64 {
        1.0 / measure::median(self.seconds.iter().copied())
    }

    fn gib_per_second(&self) -> f64 {
        self.messages_per_second() * self.size as f64 / f64::from(1 << 30)
    }

    /// Returns the errors, as text.
    fn note(&self) -> Option<String> {
        let wants_shm = match self.way {
            HEAP => false,
            IMPLICIT => self.size >= IMPLICIT_FROM,
            // A lane has its own place for short messages.
            BY_DEFAULT | LANE_PUBLISH => self.size >= DEFAULT_THRESHOLD,
            _ => true,
        };
        let outside = if wants_shm { self.arrived - self.in_shm } else { 0 };
        let faults = [
            (self.sent.saturating_sub(self.arrived), "lost"),
            (outside, "not in shared memory"),
            (self.unanswered, "bursts whose last message was not answered"),
            (self.outside, "sent by zenoh too"),
        ];
        let faults: Vec<String> = faults
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| format!("{count} {what}"))
            .collect();
        let (way, size, sent) = (self.way, self.size, self.sent);
        (!faults.is_empty()).then(|| format!("{way}, {size} bytes, {sent} messages: {}", faults.join(", ")))
    }
}
