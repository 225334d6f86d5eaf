//! Round trips of the local lane, of iceoryx2 and of a bare futex, in turn within one pair of processes: a message of any
//! size there, 16 bytes back. Both processes follow one schedule.

use std::io::Read;
use std::time::{Duration, Instant};

use iceoryx2::port::listener::Listener;
use iceoryx2::port::notifier::Notifier;
use iceoryx2::port::publisher::Publisher as IceoryxPublisher;
use iceoryx2::port::subscriber::Subscriber as IceoryxSubscriber;
use iceoryx2::prelude::*;
use ros_z::context::{ZContext, ZContextBuilder};
use ros_z::shm::ShmConfig;
use ros_z::{Publisher, Sample, Subscriber};
use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};

use crate::by_hand::POOL;
use crate::cells;
use crate::handoff::carrier::{Carrier, Side, Waiting};
use crate::handoff::shared_words::{BareFutex, Memory};
use crate::iceoryx_domain;
use crate::messages::{Blob, BlobView, SIZES, look_at, publish_loan};
use crate::receiver::Receiver;
use crate::sessions::config;
use crate::shared_memory;

const PORT: u16 = 17_640;

/// Exchanges of one contestant in a row, before the next one's turn. The first ones do not count.
const TURN: usize = 25;
const WARM: usize = 5;

const PAUSE: Duration = Duration::from_micros(200);

/// Turns of each contestant that do not count, after both processes have moved to the cores of a mode, or wait in another
/// way: with a lane, threads look for the next sample before they sleep only after about a hundred came soon.
const SETTLE: usize = 8;

/// Turns for each requested sample.
const TURNS: usize = 5;

/// The bytes of an answer.
const ANSWER: usize = 16;

/// Exchanges through lanes alone, before the schedule starts.
const ALONE: usize = 100;

/// The first byte of a message while the lanes start, of the last of these, and of all others.
const START: u8 = 1;
const READY: u8 = 2;
const TRIP: u8 = 3;

const PATIENCE: Duration = Duration::from_secs(10);

/// How both processes wait, and whether they share one core: the scheduler may do either.
pub const MODES: [(&str, Waiting, Cores); 3] = [
    ("blocking, each on its own core", Waiting::Blocked, Cores::Two),
    ("blocking, both on one core", Waiting::Blocked, Cores::One),
    ("polling, each on its own core", Waiting::Polled, Cores::Two),
];

#[derive(Clone, Copy)]
pub enum Cores {
    One,
    Two,
}

impl Cores {
    /// Moves this thread to its core.
    fn occupy(self, side: Side, available: &CpuSet) -> zenoh::Result<()> {
        let mut cores = (0..CpuSet::MAX_CPU).filter(|core| available.is_set(*core));
        let first = cores.next().ok_or("no core")?;
        let own = match (self, side) {
            (Self::Two, Side::Replies) => cores.next().unwrap_or(first),
            _ => first,
        };
        let mut set = CpuSet::new();
        set.set(own);
        Ok(sched_setaffinity(None, &set)?)
    }
}

/// The contestants, in the order of the schedule.
pub const FUTEX: usize = 0;
pub const LANE: usize = 1;
pub const ICEORYX: usize = 2;
const WAYS: [&str; 3] = ["bare futex", "lane", "iceoryx2"];

/// One end of a connection.
trait End {
    fn begin(&mut self, waiting: Waiting) -> zenoh::Result<()>;
    fn send(&mut self, size: usize) -> zenoh::Result<()>;
    fn receive(&mut self) -> zenoh::Result<()>;
}

impl End for BareFutex {
    fn begin(&mut self, waiting: Waiting) -> zenoh::Result<()> {
        Carrier::begin(self, waiting)
    }

    fn send(&mut self, _: usize) -> zenoh::Result<()> {
        Carrier::send(self, &[0; 3])
    }

    fn receive(&mut self) -> zenoh::Result<()> {
        let waiting = self.waiting();
        Carrier::receive(self, waiting).map(drop)
    }
}

struct LaneEnd {
    publisher: Publisher<Blob>,
    subscriber: Subscriber<Blob>,
    waiting: Waiting,
    first: u8,
    /// Messages that zenoh sent too.
    outside: usize,
    _context: ZContext,
}

impl LaneEnd {
    fn open(side: Side) -> zenoh::Result<Self> {
        let (role, out, back) = match side {
            Side::Measures => ("listen", "there", "back"),
            Side::Replies => ("connect", "back", "there"),
        };
        let context = ZContextBuilder::default()
            .with_zenoh_config(config(role, PORT, false))
            .with_shm_config(ShmConfig::pool_of(POOL)?)
            .build()?;
        let node = context.create_node(role).build()?;
        Ok(Self {
            publisher: node.create_pub::<Blob>(out).with_shm_threshold(0).build()?,
            subscriber: node.create_sub::<Blob>(back).build()?,
            waiting: Waiting::Blocked,
            first: START,
            outside: 0,
            _context: context,
        })
    }

    fn next(&self) -> zenoh::Result<Sample<Blob>> {
        let sample = match self.waiting {
            Waiting::Blocked => self.subscriber.recv_timeout(PATIENCE)?,
            Waiting::Polled => {
                let start = Instant::now();
                loop {
                    match self.subscriber.try_recv()? {
                        None if start.elapsed() < PATIENCE => std::hint::spin_loop(),
                        sample => break sample,
                    }
                }
            }
        };
        Ok(sample.ok_or("no sample in time")?)
    }

    /// Returns the first byte of the next message.
    fn next_first(&self) -> zenoh::Result<u8> {
        let sample = self.next()?;
        let blob = sample.view_as::<BlobView>()?;
        Ok(blob.data.first().copied().unwrap_or(0))
    }

    /// Exchanges messages until lanes are all that both directions need.
    fn start(&mut self, side: Side) -> zenoh::Result<()> {
        match side {
            Side::Measures => {
                let start = Instant::now();
                if !self.publisher.wait_for_subscribers(1, PATIENCE) {
                    return Err("no subscriber was discovered in time".into());
                }
                let mut alone = 0;
                while alone < ALONE {
                    self.outside = 0;
                    self.send(64)?;
                    let is_alone = self.next_first()? == READY && self.outside == 0;
                    alone += usize::from(is_alone);
                    if start.elapsed() > PATIENCE {
                        return Err("the messages do not go through lanes alone".into());
                    }
                }
                self.first = READY;
                self.send(64)?;
            }
            Side::Replies => {
                while self.next_first()? == START {
                    self.first = if self.outside == 0 { READY } else { START };
                    self.outside = 0;
                    self.send(ANSWER)?;
                }
            }
        }
        (self.first, self.outside) = (TRIP, 0);
        Ok(())
    }
}

impl End for LaneEnd {
    fn begin(&mut self, waiting: Waiting) -> zenoh::Result<()> {
        self.waiting = waiting;
        Ok(())
    }

    fn send(&mut self, size: usize) -> zenoh::Result<()> {
        let published = publish_loan(&self.publisher, size, (self.first, 0))?;
        self.outside += usize::from(!published.only_lanes);
        Ok(())
    }

    fn receive(&mut self) -> zenoh::Result<()> {
        let sample = self.next()?;
        let seen = sample.view_as::<BlobView>().map_or(0, |blob| look_at(blob.data));
        match seen {
            TRIP => Ok(()),
            _ => Err(format!("a message of the lane has {seen}").into()),
        }
    }
}

struct IceoryxEnd {
    publisher: IceoryxPublisher<ipc::Service, [u8], ()>,
    subscriber: IceoryxSubscriber<ipc::Service, [u8], ()>,
    notifier: Notifier<ipc::Service>,
    listener: Listener<ipc::Service>,
    waiting: Waiting,
    _node: Node<ipc::Service>,
}

impl IceoryxEnd {
    fn open(side: Side, pair: &str) -> zenoh::Result<Self> {
        let node = iceoryx_domain::node()?;
        let [out, back] = side.directions().map(|index| format!("bench/{pair}/{index}"));
        let data = |name: &String| -> zenoh::Result<_> {
            let service = node.service_builder(&name.as_str().try_into()?);
            Ok(service.publish_subscribe::<[u8]>().open_or_create()?)
        };
        let event = |name: &String| -> zenoh::Result<_> {
            let name = format!("{name}/event");
            let service = node.service_builder(&name.as_str().try_into()?);
            Ok(service.event().open_or_create()?)
        };
        let longest = match side {
            Side::Measures => SIZES[SIZES.len() - 1],
            Side::Replies => ANSWER,
        };
        let out_data = data(&out)?;
        let publisher = out_data.publisher_builder().initial_max_slice_len(longest);
        Ok(Self {
            publisher: publisher.create()?,
            subscriber: data(&back)?.subscriber_builder().create()?,
            notifier: event(&out)?.notifier_builder().create()?,
            listener: event(&back)?.listener_builder().create()?,
            waiting: Waiting::Blocked,
            _node: node,
        })
    }
}

impl End for IceoryxEnd {
    fn begin(&mut self, waiting: Waiting) -> zenoh::Result<()> {
        self.waiting = waiting;
        Ok(())
    }

    fn send(&mut self, size: usize) -> zenoh::Result<()> {
        let mut sample = self.publisher.loan_slice_uninit(size)?;
        sample.payload_mut()[0].write(TRIP);
        sample.payload_mut()[size - 1].write(0);
        // SAFETY: bytes that this program does not write are left over from earlier messages, as with this
        // library's loans; the receiver reads only the two written bytes.
        let sample = unsafe { sample.assume_init() };
        sample.send()?;
        if self.waiting == Waiting::Blocked {
            self.notifier.notify()?;
        }
        Ok(())
    }

    fn receive(&mut self) -> zenoh::Result<()> {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if let Some(sample) = self.subscriber.receive()? {
                return match look_at(&sample) {
                    TRIP => Ok(()),
                    seen => Err(format!("a message of iceoryx2 has {seen}").into()),
                };
            }
            match self.waiting {
                Waiting::Blocked => _ = self.listener.timed_wait(|_| {}, PATIENCE)?,
                Waiting::Polled => std::hint::spin_loop(),
            }
        }
        Err("no message of iceoryx2 in time".into())
    }
}

/// Both ends of one process, in the order of the contestants.
struct Ends {
    futex: BareFutex,
    lane: LaneEnd,
    iceoryx: IceoryxEnd,
}

impl Ends {
    fn open(side: Side, memory: &'static Memory, address: &str) -> zenoh::Result<Self> {
        Ok(Self {
            futex: BareFutex::new(side, memory),
            lane: LaneEnd::open(side)?,
            iceoryx: IceoryxEnd::open(side, &shared_memory::name(address))?,
        })
    }

    fn all(&mut self) -> [&mut dyn End; WAYS.len()] {
        [&mut self.futex, &mut self.lane, &mut self.iceoryx]
    }
}

/// The results of one mode at one size: for each contestant, the round trips in microseconds, by turn.
pub struct Trips {
    pub size: usize,
    turns: [Vec<Vec<f64>>; WAYS.len()],
}

impl Trips {
    /// Returns the percentile of all round trips of a contestant.
    fn percentile(&self, way: usize, part: usize) -> f64 {
        measure::percentile(&self.turns[way].concat(), part)
    }

    pub fn median(&self, way: usize) -> f64 {
        self.percentile(way, 50)
    }

    /// Returns the time of one contestant as a multiple of that of another: the median of the ratios within a turn.
    pub fn ratio(&self, way: usize, reference: usize) -> f64 {
        let median = |turn: &Vec<f64>| measure::median(turn.iter().copied());
        let turns = self.turns[way].iter().zip(&self.turns[reference]);
        measure::median(turns.map(|(own, reference)| median(own) / median(reference)))
    }
}

/// Measures, and returns the results of all modes.
pub fn run(samples: usize) -> zenoh::Result<[Vec<Trips>; MODES.len()]> {
    let (memory, address) = shared_memory::create::<Memory>()?;
    let mut ends = Ends::open(Side::Measures, memory, &address)?;
    let turns = samples * TURNS;
    let replying = Receiver::start(&["trips-reply", &address, &turns.to_string()])?;
    ends.lane.start(Side::Measures)?;
    let mut results = MODES.map(|_| {
        SIZES
            .map(|size| Trips {
                size,
                turns: WAYS.map(|_| Vec::new()),
            })
            .into_iter()
            .collect::<Vec<_>>()
    });
    let available = sched_getaffinity(None)?;
    for _ in 0..turns {
        for ((_, waiting, cores), results) in MODES.into_iter().zip(&mut results) {
            cores.occupy(Side::Measures, &available)?;
            for end in ends.all() {
                for _ in 0..SETTLE {
                    turn(end, waiting, ANSWER)?;
                }
            }
            for results in results {
                for (end, turns) in ends.all().into_iter().zip(&mut results.turns) {
                    turns.push(turn(end, waiting, results.size)?);
                }
            }
        }
    }
    sched_setaffinity(None, &available)?;
    drop(replying);
    match ends.lane.outside {
        0 => Ok(results),
        outside => Err(format!("zenoh sent {outside} messages of the lane too").into()),
    }
}

/// Returns the round trips of one turn, in microseconds.
fn turn(end: &mut dyn End, waiting: Waiting, size: usize) -> zenoh::Result<Vec<f64>> {
    end.begin(waiting)?;
    if waiting == Waiting::Blocked {
        // Until the other process sleeps. Two processes that are awake can stay awake: each has the next message before it
        // sleeps.
        std::thread::sleep(PAUSE);
    }
    let mut trips = Vec::with_capacity(TURN - WARM);
    for exchange in 0..TURN {
        let start = Instant::now();
        end.send(size)?;
        end.receive()?;
        if exchange >= WARM {
            trips.push(start.elapsed().as_secs_f64() * 1e6);
        }
    }
    Ok(trips)
}

/// Replies until the last exchange of the schedule, then waits until standard input is closed.
pub fn reply(address: &str, turns: usize) -> zenoh::Result<()> {
    let memory = shared_memory::open::<Memory>(address)?;
    let mut ends = Ends::open(Side::Replies, memory, address)?;
    println!("ready");
    ends.lane.start(Side::Replies)?;
    let available = sched_getaffinity(None)?;
    for _ in 0..turns {
        for (_, waiting, cores) in MODES {
            cores.occupy(Side::Replies, &available)?;
            for end in ends.all() {
                reply_to(end, waiting, SETTLE * TURN)?;
            }
            for _ in SIZES {
                for end in ends.all() {
                    reply_to(end, waiting, TURN)?;
                }
            }
        }
    }
    let _ = std::io::stdin().read(&mut [0]);
    Ok(())
}

fn reply_to(end: &mut dyn End, waiting: Waiting, exchanges: usize) -> zenoh::Result<()> {
    end.begin(waiting)?;
    for _ in 0..exchanges {
        end.receive()?;
        end.send(ANSWER)?;
    }
    Ok(())
}

/// Prints a table for each mode.
pub fn print(results: [&[Trips]; MODES.len()]) {
    for ((mode, ..), results) in MODES.into_iter().zip(results) {
        let mut columns = vec!["bytes".to_owned()];
        columns.extend(
            WAYS.iter()
                .flat_map(|way| [format!("{way} p50"), format!("{way} p99")]),
        );
        columns.extend(["lane / iceoryx2".to_owned(), "lane / bare futex".to_owned()]);
        let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
        cells::head(&format!("Round trip in turn, {mode}, µs"), &columns);
        for trips in results {
            let times = (0..WAYS.len()).flat_map(|way| [50, 99].map(|part| trips.percentile(way, part)));
            let times: Vec<String> = times.map(|time| format!("{time:.2}")).collect();
            println!(
                "| {} | {} | {:.2} | {:.2} |",
                trips.size,
                times.join(" | "),
                trips.ratio(LANE, ICEORYX),
                trips.ratio(LANE, FUTEX)
            );
        }
    }
}
