//! One publisher, and one or eight receiving processes: the time until the last of them has a message, the time in the
//! call, the CPU time of all processes, and the rate. The local lane, iceoryx2 and zenoh take turns.

use std::time::{Duration, Instant};

use ros_z::Publisher;
use ros_z::context::{ZContext, ZContextBuilder};
use ros_z::ros::QosProfile;
use ros_z::shm::{AllocPolicy, ShmConfig};

use crate::answer::{ANSWER, COUNT, REPORT, ends};
use crate::board::{self, Arrival, Board, RECEIVERS};
use crate::by_hand::POOL;
use crate::cells;
use crate::fanout_iceoryx::IceoryxSender;
use crate::fanout_turn::{ICEORYX, ICEORYX_POLLING, LANE, LANE_POLLING, SIZES, Topics, ZENOH, turn};
use crate::messages::{Blob, HEAD, publish_loan};
use crate::receiver::Receiver;
use crate::sessions::config;
use crate::shared_memory;
use crate::way::PATIENCE;

const PORT: u16 = 17_620;

/// The lengths of the bursts, for which all queues and pools have room.
const BURSTS: [usize; SIZES.len()] = [1000, 1000, 200];

/// Single messages of one contestant in a row, before the next one's turn. The first ones do not count.
const TURN: usize = 60;
const WARM: usize = 10;

/// Turns, unless fewer samples are requested. The first one does not count.
const TURNS: usize = 20;

/// A burst comes with every turn of this number.
const BURST_EACH: usize = 2;

/// The names of the rows.
const NAMES: [(u32, &str); 5] = [
    (LANE, "lane, blocking"),
    (LANE_POLLING, "lane, polling"),
    (ICEORYX, "iceoryx2, blocking"),
    (ICEORYX_POLLING, "iceoryx2, polling"),
    (ZENOH, "loan + view"),
];

/// The results of one contestant with one number of receivers at one size.
struct Outcome {
    name: &'static str,
    /// Until the last receiver had the message, in microseconds.
    trips: Vec<f64>,
    /// The time in the call that sent the message, in microseconds.
    calls: Vec<f64>,
    /// The CPU time for each single message, and for each message of a burst, in microseconds.
    cpu: Vec<f64>,
    burst_cpu: Vec<f64>,
    /// Messages per second of a burst.
    rates: Vec<f64>,
}

/// Runs all contestants and prints a table.
pub fn run(samples: usize) -> zenoh::Result<()> {
    let mut bench = Bench::start()?;
    let title = "One publisher: time until all receiving processes have a message, time in the call, CPU time of all processes, \
                 and rate";
    let columns = [
        "receivers",
        "bytes",
        "way",
        "p50, µs",
        "p99, µs",
        "in the call, µs",
        "CPU per message, µs",
        "back to back, thousands per second",
        "CPU per message back to back, µs",
    ];
    cells::head(title, &columns);
    for receivers in [1, RECEIVERS] {
        bench.listen(receivers)?;
        for (index, size) in SIZES.into_iter().enumerate() {
            for outcome in bench.contest(index, TURNS.min(samples))? {
                println!("| {receivers} | {size} | {} |", outcome.row());
            }
        }
    }
    println!(
        "\nEach receiver is a process. With eight of them, none polls: they would share {} cores.\n",
        std::thread::available_parallelism().map_or(1, usize::from)
    );
    for fault in &bench.faults {
        println!("- {fault}");
    }
    match bench.faults.is_empty() {
        true => Ok(()),
        false => Err("messages were lost, or zenoh sent messages of a lane".into()),
    }
}

/// A message that all receivers have answered.
struct Exchange {
    /// The time in the call that sent it.
    call: Duration,
    /// The time from the first message of its burst until the last receiver had it.
    time: Duration,
    arrival: Arrival,
}

struct Bench {
    receivers: Vec<Receiver>,
    lane: Publisher<Blob>,
    lane_polled: Publisher<Blob>,
    zenoh: Publisher<Blob>,
    iceoryx: IceoryxSender,
    board: &'static Board,
    address: String,
    tag: u8,
    faults: Vec<String>,
    _contexts: [ZContext; 2],
}

impl Bench {
    fn start() -> zenoh::Result<Self> {
        let (board, address) = shared_memory::create::<Board>()?;
        let context = |port: u16| -> zenoh::Result<ZContextBuilder> {
            Ok(ZContextBuilder::default()
                .with_zenoh_config(config("listen", port, false))
                .with_shm_config(ShmConfig::pool_of(POOL)?))
        };
        let all = Topics::All { port: PORT };
        let (zenoh, lanes) = (
            context(PORT)?.without_lane().build()?,
            context(all.lane_port())?.build()?,
        );
        let publisher = |context: &ZContext, topic: &str, qos| -> zenoh::Result<_> {
            let node = context.create_node(format!("{topic}_publisher")).build()?;
            let publisher = node.create_pub::<Blob>(topic).with_qos(qos).with_shm_threshold(0);
            let wait = AllocPolicy::Wait(Duration::from_secs(1));
            Ok(publisher.with_shm_policy(wait).build()?)
        };
        let qos = QosProfile::DEFAULT;
        Ok(Self {
            receivers: Vec::new(),
            lane: publisher(&lanes, "lane", qos)?,
            lane_polled: publisher(&lanes, "lane_polled", qos.with_keep_all())?,
            zenoh: publisher(&zenoh, "zenoh", qos)?,
            iceoryx: IceoryxSender::new(&shared_memory::name(&address))?,
            board,
            address,
            tag: 0,
            faults: Vec::new(),
            _contexts: [zenoh, lanes],
        })
    }

    /// Starts receivers until there are `count`, and waits until all have lanes.
    fn listen(&mut self, count: usize) -> zenoh::Result<()> {
        while self.receivers.len() < count {
            let number = self.receivers.len().to_string();
            let port = PORT.to_string();
            self.receivers.push(Receiver::start(&[
                "receive",
                &self.address,
                &number,
                "all",
                &port,
            ])?);
        }
        for publisher in [&self.lane, &self.lane_polled, &self.zenoh] {
            if !publisher.wait_for_subscribers(count, PATIENCE) {
                return Err("not all receivers were discovered in time".into());
            }
        }
        let mut blob = Blob::of(SIZES[0]);
        for way in [LANE, LANE_POLLING] {
            self.start_turn(way, 0)?;
            let start = Instant::now();
            while !self.reaches_all_through_lanes(way, &mut blob)? {
                if start.elapsed() > PATIENCE {
                    return Err("the messages do not go through lanes alone".into());
                }
            }
        }
        Ok(())
    }

    /// Publishes messages that do not count, and returns whether all of them went through lanes alone.
    fn reaches_all_through_lanes(&mut self, way: u32, blob: &mut Blob) -> zenoh::Result<bool> {
        let before = self.faults.len();
        for _ in 0..WARM {
            self.exchange(way, 0, blob, ANSWER)?;
        }
        let reached = self.faults.len() == before;
        self.faults.truncate(before);
        Ok(reached)
    }

    fn start_turn(&self, way: u32, index: usize) -> zenoh::Result<()> {
        self.board.start_turn(turn(way, index));
        // The receiver may block on the event of the last turn.
        match way {
            ICEORYX | ICEORYX_POLLING => self.iceoryx.notify(),
            _ => Ok(()),
        }
    }

    /// Sends a message of the size with this index.
    fn send(&mut self, way: u32, index: usize, blob: &Blob) -> zenoh::Result<()> {
        let (size, ends) = (HEAD + blob.data.len(), ends(&blob.data));
        match way {
            LANE | LANE_POLLING => {
                let publisher = if way == LANE {
                    &self.lane
                } else {
                    &self.lane_polled
                };
                let published = publish_loan(publisher, size, ends)?;
                if !published.only_lanes || published.lanes != self.receivers.len() {
                    self.faults.push(format!("{size} bytes: {published:?}"));
                }
            }
            ZENOH => {
                let published = publish_loan(&self.zenoh, size, ends)?;
                if !published.path.is_shm() {
                    self.faults
                        .push(format!("{size} bytes through zenoh: {published:?}"));
                }
            }
            _ => {
                self.iceoryx.send(index, blob)?;
                if way == ICEORYX {
                    self.iceoryx.notify()?;
                }
            }
        }
        Ok(())
    }

    /// Sends a message that requests answers, and waits for them.
    fn exchange(&mut self, way: u32, index: usize, blob: &mut Blob, mark: u8) -> zenoh::Result<Exchange> {
        self.burst(way, index, blob, mark, 1)
    }

    /// Sends that many messages, of which the last requests answers, and waits for the answers.
    fn burst(
        &mut self,
        way: u32,
        index: usize,
        blob: &mut Blob,
        mark: u8,
        messages: usize,
    ) -> zenoh::Result<Exchange> {
        self.tag = self.tag.wrapping_add(1);
        self.board.expect(self.receivers.len());
        blob.mark(self.tag, COUNT);
        let start = board::now();
        for _ in 1..messages {
            self.send(way, index, blob)?;
        }
        blob.mark(self.tag, mark);
        let before = board::now();
        self.send(way, index, blob)?;
        let call = board::now().saturating_sub(before);
        let arrival = self.board.wait(self.tag, PATIENCE);
        let arrival = arrival.ok_or_else(|| format!("{}: a message did not arrive in time", name(way)))?;
        for answer in &arrival.answers {
            if (answer.messages, answer.in_shm) != (messages, messages) {
                self.faults.push(format!(
                    "{}, {} bytes: of {messages} messages {} arrived, {} in shared memory",
                    name(way),
                    SIZES[index],
                    answer.messages,
                    answer.in_shm
                ));
            }
        }
        Ok(Exchange {
            call,
            time: arrival.last.saturating_sub(start),
            arrival,
        })
    }

    /// Lets all contestants take turns.
    fn contest(&mut self, index: usize, turns: usize) -> zenoh::Result<Vec<Outcome>> {
        let mut blob = Blob::of(SIZES[index]);
        let alone = self.receivers.len() == 1;
        let ways = NAMES
            .into_iter()
            .filter(|(way, _)| alone || ![LANE_POLLING, ICEORYX_POLLING].contains(way));
        let mut outcomes: Vec<(u32, Outcome)> = ways.map(|(way, name)| (way, Outcome::new(name))).collect();
        for turn in 0..=turns {
            for (way, outcome) in &mut outcomes {
                self.start_turn(*way, index)?;
                let mut own = Outcome::new(outcome.name);
                self.singles(*way, index, &mut blob, &mut own)?;
                if turn % BURST_EACH == 0 {
                    self.back_to_back(*way, index, &mut blob, &mut own)?;
                }
                if turn > 0 {
                    outcome.append(own);
                }
            }
        }
        Ok(outcomes.into_iter().map(|(_, outcome)| outcome).collect())
    }

    /// One message at a time. The first ones do not count.
    fn singles(
        &mut self,
        way: u32,
        index: usize,
        blob: &mut Blob,
        outcome: &mut Outcome,
    ) -> zenoh::Result<()> {
        for _ in 1..WARM {
            self.exchange(way, index, blob, ANSWER)?;
        }
        let reported = self.exchange(way, index, blob, REPORT)?;
        let before = board::cpu() + reported.arrival.cpu;
        for exchange in WARM..TURN {
            let mark = if exchange == TURN - 1 { REPORT } else { ANSWER };
            let Exchange { call, time, arrival } = self.exchange(way, index, blob, mark)?;
            outcome.trips.push(time.as_secs_f64() * 1e6);
            outcome.calls.push(call.as_secs_f64() * 1e6);
            if mark == REPORT {
                let cpu = (board::cpu() + arrival.cpu).saturating_sub(before);
                outcome.cpu.push(cpu.as_secs_f64() * 1e6 / (TURN - WARM) as f64);
            }
        }
        Ok(())
    }

    fn back_to_back(
        &mut self,
        way: u32,
        index: usize,
        blob: &mut Blob,
        outcome: &mut Outcome,
    ) -> zenoh::Result<()> {
        let reported = self.exchange(way, index, blob, REPORT)?;
        let before = board::cpu() + reported.arrival.cpu;
        let Exchange { time, arrival, .. } = self.burst(way, index, blob, REPORT, BURSTS[index])?;
        let cpu = (board::cpu() + arrival.cpu).saturating_sub(before);
        let messages = BURSTS[index] as f64;
        outcome.rates.push(messages / time.as_secs_f64());
        outcome.burst_cpu.push(cpu.as_secs_f64() * 1e6 / messages);
        Ok(())
    }
}

fn name(way: u32) -> &'static str {
    NAMES
        .iter()
        .find(|(own, _)| *own == way)
        .map_or("", |(_, name)| name)
}

impl Outcome {
    fn new(name: &'static str) -> Self {
        Self {
            name,
            trips: Vec::new(),
            calls: Vec::new(),
            cpu: Vec::new(),
            burst_cpu: Vec::new(),
            rates: Vec::new(),
        }
    }

    fn append(&mut self, other: Self) {
        self.trips.extend(other.trips);
        self.calls.extend(other.calls);
        self.cpu.extend(other.cpu);
        self.burst_cpu.extend(other.burst_cpu);
        self.rates.extend(other.rates);
    }

    fn row(&self) -> String {
        let median = |values: &[f64]| measure::median(values.iter().copied());
        let at = |part| measure::percentile(&self.trips, part);
        format!(
            "{} | {:.1} | {:.1} | {:.1} | {:.1} | {} | {:.2}",
            self.name,
            at(50),
            at(99),
            median(&self.calls),
            median(&self.cpu),
            cells::three_digits(median(&self.rates) / 1e3),
            median(&self.burst_cpu)
        )
    }
}
