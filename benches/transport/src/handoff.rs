//! Ways to hand the descriptor of a buffer to another process and to get a reply: the floor of every transport that
//! passes buffers by reference. Both processes follow one schedule, in which all ways take turns.

pub mod carrier;
mod datagram;
mod over_iceoryx;
mod over_zenoh;
mod ring;
pub mod shared_words;

use std::io::Read;
use std::time::{Duration, Instant};

use carrier::{Carrier, Side, Waiting};
use shared_words::Memory;

use crate::cells;
use crate::receiver::Receiver;
use crate::shared_memory;

/// Exchanges of one way in a row, before the next one's turn. The first ones warm up the caches, and do not count.
const TURN: usize = 60;
const WARM: usize = 10;

/// The exchanges that count, for each requested sample.
const EXCHANGES: usize = 10;

const PAUSE: Duration = Duration::from_millis(1);

/// The pauses between two exchanges, and the waiting modes: every way is measured with each combination.
const PAUSES: [(&str, Duration); 2] = [("back to back", Duration::ZERO), ("with pauses of 1 ms", PAUSE)];
const MODES: [(&str, Waiting); 2] = [("blocked", Waiting::Blocked), ("polled", Waiting::Polled)];

/// The carriers of one process. The first is the reference.
fn carriers(side: Side, memory: &'static Memory, address: &str) -> zenoh::Result<Vec<Box<dyn Carrier>>> {
    let pair = &shared_memory::name(address);
    Ok(vec![
        Box::new(shared_words::BareFutex::new(side, memory)),
        Box::new(ring::FutexRing::new(side, memory)),
        Box::new(over_iceoryx::Iceoryx::open(side, pair)?),
        Box::new(datagram::Datagrams::open(side, pair)?),
        Box::new(over_zenoh::OverZenoh::tcp(side)?),
        Box::new(over_zenoh::OverZenoh::unixpipe(side, pair)?),
    ])
}

/// The number of turns with at least the requested samples.
fn turns(samples: usize) -> usize {
    (samples * EXCHANGES).div_ceil(TURN - WARM)
}

/// Measures, and prints a table for each pause.
pub fn run(samples: usize) -> zenoh::Result<()> {
    let (memory, address) = shared_memory::create::<Memory>()?;
    // Everything that the other process opens exists before it starts.
    let mut carriers = carriers(Side::Measures, memory, &address)?;
    let replying = Receiver::start(&["handoff-reply", &address, &samples.to_string()])?;
    for carrier in &mut carriers {
        carrier.connect()?;
    }
    let mut trips = vec![Vec::new(); PAUSES.len() * MODES.len() * carriers.len()];
    for _ in 0..turns(samples) {
        let mut trips = trips.iter_mut();
        for (_, pause) in PAUSES {
            for (_, waiting) in MODES {
                for (carrier, trips) in carriers.iter_mut().zip(&mut trips) {
                    measure(carrier.as_mut(), waiting, pause, trips)?;
                }
            }
        }
    }
    drop(replying);
    let mut trips = trips.chunks(carriers.len());
    for (title, _) in PAUSES {
        let tables: Vec<Vec<Percentiles>> = trips
            .by_ref()
            .take(MODES.len())
            .map(|ways| ways.iter().map(|trips| Percentiles::of(trips)).collect())
            .collect();
        print(title, &carriers, &tables);
    }
    drop(carriers);
    let pipes = over_zenoh::remove_pipes(&shared_memory::name(&address));
    println!(
        "\n- {} exchanges of each kind; zenoh left {pipes} pipes in the file system",
        turns(samples) * (TURN - WARM)
    );
    Ok(())
}

/// Replies until the last exchange of the schedule, then waits until standard input is closed.
pub fn reply(address: &str, samples: usize) -> zenoh::Result<()> {
    // The measuring process may end early.
    std::thread::spawn(|| {
        let _ = std::io::stdin().read(&mut [0]);
        std::process::exit(0);
    });
    let memory = shared_memory::open::<Memory>(address)?;
    let mut carriers = carriers(Side::Replies, memory, address)?;
    println!("ready");
    for carrier in &mut carriers {
        carrier.connect()?;
    }
    for _ in 0..turns(samples) {
        for _ in PAUSES {
            for (_, waiting) in MODES {
                for carrier in &mut carriers {
                    carrier.begin(waiting)?;
                    for _ in 0..TURN {
                        let descriptor = carrier.receive(waiting)?;
                        carrier.send(&descriptor)?;
                    }
                }
            }
        }
    }
    loop {
        std::thread::park();
    }
}

fn measure(
    carrier: &mut dyn Carrier,
    waiting: Waiting,
    pause: Duration,
    trips: &mut Vec<f64>,
) -> zenoh::Result<()> {
    carrier.begin(waiting)?;
    for exchange in 0..TURN {
        if !pause.is_zero() {
            std::thread::sleep(pause);
        }
        let sent = carrier.next();
        let start = Instant::now();
        carrier.send(&sent)?;
        let reply = carrier.receive(waiting)?;
        let trip = start.elapsed();
        if reply != sent {
            return Err(format!("{}: {sent:?} was answered with {reply:?}", carrier.name()).into());
        }
        if exchange >= WARM {
            trips.push(trip.as_secs_f64() * 1e6);
        }
    }
    Ok(())
}

struct Percentiles {
    p50: f64,
    p99: f64,
}

impl Percentiles {
    fn of(trips: &[f64]) -> Self {
        Self {
            p50: measure::percentile(trips, 50),
            p99: measure::percentile(trips, 99),
        }
    }
}

/// Prints one row for each way: for each waiting mode, both percentiles and the ratio of the medians.
fn print(title: &str, carriers: &[Box<dyn Carrier>], modes: &[Vec<Percentiles>]) {
    let mut columns = vec!["way".to_owned()];
    for (mode, _) in MODES {
        columns.extend([
            format!("{mode} p50"),
            format!("{mode} p99"),
            "of the bare futex".to_owned(),
        ]);
    }
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    cells::head(&format!("Round trip of a descriptor, {title}, µs"), &columns);
    for (index, carrier) in carriers.iter().enumerate() {
        let cells: Vec<String> = modes
            .iter()
            .map(|ways| {
                let (reference, own) = (&ways[0], &ways[index]);
                format!("{:.2} | {:.2} | {:.1}", own.p50, own.p99, own.p50 / reference.p50)
            })
            .collect();
        println!("| {} | {} |", carrier.name(), cells.join(" | "));
    }
}
