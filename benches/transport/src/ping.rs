//! The measuring process: sends by every way in turn, and waits for the answer to each message.

use crate::allocations;
use crate::messages::{Blob, BlobLoan};
use crate::sessions::config;
use ros_z_core::CdrSliceMut;
use ros_z_shm::context::ZContextBuilder;
use ros_z_shm::shm::ShmConfig;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use zenoh::Wait;
use zenoh::qos::CongestionControl;
use zenoh::shm::{BlockOn, GarbageCollect, JustAlloc, OwnedShmBuf, ShmProviderBuilder, ZShmMut};

/// For messages of all sizes.
const POOL: usize = 208 << 20;

/// For messages of up to 4 MiB, as large as zenoh makes its own.
const SMALL_POOL: usize = 16 << 20;

/// Messages of each kind that are not counted.
pub const WARM: usize = 3;

const PATIENCE: Duration = Duration::from_secs(5);

/// The shortest and longest serialized message.
pub const SIZES: [usize; 11] = [
    64,
    512,
    4 << 10,
    16 << 10,
    64 << 10,
    256 << 10,
    1 << 20,
    4 << 20,
    16 << 20,
    32 << 20,
    64 << 20,
];

/// Fills a buffer by hand as CDR: header, length, bytes.
fn fill(buffer: &mut [u8], data: &[u8]) {
    buffer[..4].copy_from_slice(&[0, 1, 0, 0]);
    buffer[4..8].copy_from_slice(&(data.len() as u32).to_le_bytes());
    buffer[8..].copy_from_slice(data);
}

/// A name, and what sends one message.
type Way<'a> = (&'a str, &'a dyn Fn() -> zenoh::Result<()>);

/// Prints `mode, way, size, median and 99th percentile of the round trip, median of the call, allocations` for each.
pub fn run(mode: &str, port: u16, samples: usize) -> zenoh::Result<()> {
    let context = ZContextBuilder::default()
        .with_zenoh_config(config("listen", port, false))
        .with_shm_config(ShmConfig::pool_of(POOL)?)
        .build()?;
    let implicit = zenoh::open(config("listen", port + 1, true)).wait()?;
    let mut echo = Command::new(std::env::current_exe()?)
        .args(["echo", mode, &port.to_string()])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()?;

    let node = context.create_node("ping").build()?;
    let ours = node.create_pub::<Blob>("blob").with_shm_threshold(0).build()?;
    let answers = context.session().declare_subscriber("pong").wait()?;
    let declare = |session: &zenoh::Session| {
        session
            .declare_publisher("by_hand")
            .congestion_control(CongestionControl::Block)
            .wait()
    };
    let (plain, implicit_plain) = (declare(context.session())?, declare(&implicit)?);
    let pool = |bytes: usize| ShmProviderBuilder::default_backend(bytes).wait();
    let (by_hand, small, large) = (pool(POOL)?, pool(SMALL_POOL)?, pool(POOL)?);
    if !ours.wait_for_subscribers(1, PATIENCE) {
        return Err("nobody listens".into());
    }
    let start = Instant::now();
    while !(plain.matching_status().wait()?.matching() && implicit_plain.matching_status().wait()?.matching())
    {
        if start.elapsed() > PATIENCE {
            return Err("nobody listens".into());
        }
        std::thread::sleep(Duration::from_millis(10));
    }

    let trip = |size: usize, send: &dyn Fn() -> zenoh::Result<()>, trips: &mut Trips| -> zenoh::Result<()> {
        let start = Instant::now();
        let (sent, count) = allocations::during(send);
        let call = start.elapsed();
        sent?;
        match answers.recv_timeout(PATIENCE) {
            Ok(Some(_)) => {
                trips.round_trips.push(start.elapsed().as_secs_f64() * 1e6);
                trips.calls.push(call.as_secs_f64() * 1e6);
                trips.allocations = count;
            }
            _ => eprintln!("no answer to a message of {size} bytes"),
        }
        Ok(())
    };

    // Without copies: all sizes in turn, so that what the machine does meets all of them.
    let mut loans: Vec<Trips> = SIZES.iter().map(|_| Trips::default()).collect();
    for _ in 0..samples + WARM {
        for (&size, trips) in SIZES.iter().zip(&mut loans) {
            let loan = || -> zenoh::Result<()> {
                let mut loan = ours.loan(BlobLoan {
                    data: CdrSliceMut::reserve(size - 8),
                })?;
                let last = loan.data.len() - 1;
                (loan.data[0], loan.data[last]) = (1, 2);
                loan.publish()?;
                Ok(())
            };
            trip(size, &loan, trips)?;
        }
    }
    for (size, trips) in SIZES.into_iter().zip(loans) {
        trips.report(mode, "loan + view", size);
    }

    for size in SIZES {
        let blob = Blob {
            data: vec![7; size - 8],
        };
        let publish = || -> zenoh::Result<()> {
            ours.publish(&blob)?;
            Ok(())
        };
        let written_by_hand = || -> zenoh::Result<()> {
            // As this library does: what is finished is collected first, so that warm memory is used again.
            by_hand.garbage_collect();
            let mut buffer = by_hand.alloc(size).with_policy::<JustAlloc>().wait()?;
            fill(&mut buffer, &blob.data);
            plain.put(buffer).attachment([0u8; 33]).wait()
        };
        let as_peers = || -> zenoh::Result<()> {
            let pool = if size <= 4 << 20 { &small } else { &large };
            let mut buffer = pool.alloc(size).with_policy::<BlockOn<GarbageCollect>>().wait()?;
            fill(&mut buffer, &blob.data);
            plain.put(buffer).attachment([0u8; 33]).wait()
        };
        let on_heap = |publisher: &zenoh::pubsub::Publisher<'_>| -> zenoh::Result<()> {
            let mut buffer = vec![0; size];
            fill(&mut buffer, &blob.data);
            publisher.put(buffer).attachment([0u8; 33]).wait()
        };
        let heap = || on_heap(&plain);
        let implicitly = || on_heap(&implicit_plain);
        // In turn within a group, so that those which fill the caches and the allocator do so among themselves.
        let shm: [Way<'_>; 3] = [
            ("publish + view", &publish),
            ("zenoh SHM by hand", &written_by_hand),
            ("zenoh SHM, BlockOn", &as_peers),
        ];
        let network: [Way<'_>; 2] = [("zenoh implicit SHM", &implicitly), ("zenoh heap", &heap)];
        let groups: [&[Way<'_>]; 2] = match mode {
            "default" => [&shm, &network],
            _ => [&shm[..1], &[]],
        };
        for group in groups {
            let mut results: Vec<Trips> = group.iter().map(|_| Trips::default()).collect();
            for _ in 0..rounds(size, samples) + WARM {
                for ((_, send), trips) in group.iter().zip(&mut results) {
                    trip(size, send, trips)?;
                }
            }
            for ((way, _), trips) in group.iter().zip(results) {
                trips.report(mode, way, size);
            }
        }
    }
    allocations_of_zenoh(&plain, &by_hand, &answers)?;
    drop(echo.stdin.take());
    echo.wait()?;
    Ok(())
}

/// What zenoh itself allocates for a message that is in shared memory already.
fn allocations_of_zenoh(
    plain: &zenoh::pubsub::Publisher<'_>,
    by_hand: &zenoh::shm::ShmProvider<zenoh::shm::PosixShmProviderBackend>,
    answers: &zenoh::pubsub::Subscriber<zenoh::handlers::FifoChannelHandler<zenoh::sample::Sample>>,
) -> zenoh::Result<()> {
    for _ in 0..4 {
        let mut buffer: ZShmMut = by_hand.alloc(1 << 16).with_policy::<GarbageCollect>().wait()?;
        fill(&mut buffer, &vec![7; (1 << 16) - 8]);
        let _ = buffer.try_resize((1 << 16).try_into()?);
        let attachment = [0u8; 33];
        let (sent, count) = allocations::during(|| plain.put(buffer).attachment(attachment).wait());
        sent?;
        let _ = answers.recv_timeout(PATIENCE);
        println!("put alone\tput alone\t65536\t0\t0\t0\t{count}");
    }
    Ok(())
}

/// Fewer of what takes long.
pub fn rounds(size: usize, samples: usize) -> usize {
    (samples * (1 << 20) / size.max(1 << 20)).max(samples / 8)
}

/// What was measured of one way at one size.
#[derive(Default)]
pub struct Trips {
    pub round_trips: Vec<f64>,
    pub calls: Vec<f64>,
    pub allocations: u64,
}

impl Trips {
    /// Prints a line, without the first few.
    pub fn report(self, mode: &str, way: &str, size: usize) {
        let mut trips = self.round_trips.get(WARM..).unwrap_or_default().to_vec();
        trips.sort_by(f64::total_cmp);
        let at = |part: usize| trips.get(trips.len() * part / 100).copied().unwrap_or(f64::NAN);
        let (p50, p99) = (at(50), at(99));
        let call = measure::median(self.calls.into_iter().skip(WARM));
        println!(
            "{mode}\t{way}\t{size}\t{p50:.1}\t{p99:.1}\t{call:.1}\t{}",
            self.allocations
        );
    }
}
