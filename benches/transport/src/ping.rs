//! The measuring process: sends with every contestant in turn, and waits for the answer to each message.

use std::time::{Duration, Instant};

use ros_z::context::ZContextBuilder;
use ros_z::shm::ShmConfig;
use zenoh::Wait;
use zenoh::shm::{GarbageCollect, OwnedShmBuf, ZShmMut};

use crate::allocations;
use crate::by_hand::{self, POOL, PeerPools, Pool};
use crate::messages::{Blob, SIZES, publish_loan};
use crate::receiver::Receiver;
use crate::sessions::config;

/// Messages of one contestant in a row, before the next one's turn.
const TURN: usize = 5;

/// Messages of each kind that are not counted.
pub const WARM: usize = 3;

const PATIENCE: Duration = Duration::from_secs(5);

/// A name, and a function that sends one message.
type Way<'a> = (&'a str, &'a dyn Fn() -> zenoh::Result<()>);

/// Prints `mode, way, size, median and 99th percentile of the round trip, median of the call, allocations`
/// for each.
pub fn run(mode: &str, port: u16, samples: usize) -> zenoh::Result<()> {
    let context = ZContextBuilder::default()
        .with_zenoh_config(config("listen", port, false))
        .with_shm_config(ShmConfig::pool_of(POOL)?)
        .build()?;
    let implicit = zenoh::open(config("listen", port + 1, true)).wait()?;
    let echo = Receiver::start(&["echo", mode, &port.to_string()])?;

    let node = context.create_node("ping").build()?;
    let ours = node.create_pub::<Blob>("blob").with_shm_threshold(0).build()?;
    let answers = context.session().declare_subscriber("pong").wait()?;
    let plain = by_hand::publisher(context.session(), "by_hand".into())?;
    let implicit_plain = by_hand::publisher(&implicit, "by_hand".into())?;
    let (pool, peer_pools) = (by_hand::pool(POOL)?, PeerPools::new()?);
    if !ours.wait_for_subscribers(1, PATIENCE) || !by_hand::are_heard(&[&plain, &implicit_plain], PATIENCE) {
        return Err("no subscriber was discovered in time".into());
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

    // Zero-copy contestants: all sizes in turn, so that other load on the machine affects all of them.
    let mut loans: Vec<Trips> = SIZES.iter().map(|_| Trips::default()).collect();
    for _ in 0..samples + WARM {
        for (&size, trips) in SIZES.iter().zip(&mut loans) {
            let loan = || -> zenoh::Result<()> {
                publish_loan(&ours, size, (1, 2))?;
                Ok(())
            };
            trip(size, &loan, trips)?;
        }
    }
    for (size, trips) in SIZES.into_iter().zip(loans) {
        trips.report(mode, "loan + view", size);
    }

    for size in SIZES {
        let blob = Blob::of(size);
        let publish = || -> zenoh::Result<()> {
            ours.publish(&blob)?;
            Ok(())
        };
        let written_by_hand = || by_hand::put(&plain, by_hand::collected(&pool, &blob.data)?);
        let as_peers = || by_hand::put(&plain, peer_pools.waited(&blob.data)?);
        let heap = || by_hand::put(&plain, by_hand::on_heap(&blob.data));
        let implicitly = || by_hand::put(&implicit_plain, by_hand::on_heap(&blob.data));
        // In turn within a group, so that contestants which fill the caches and the allocator only affect
        // each other.
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
            for _ in 0..(rounds(size, samples) + WARM).div_ceil(TURN) {
                for ((_, send), trips) in group.iter().zip(&mut results) {
                    // The other contestants have evicted its memory from the cache.
                    trip(size, send, &mut Trips::default())?;
                    for _ in 0..TURN {
                        trip(size, send, trips)?;
                    }
                }
            }
            for ((way, _), trips) in group.iter().zip(results) {
                trips.report(mode, way, size);
            }
        }
    }
    allocations_of_zenoh(&plain, &pool, &answers)?;
    drop(echo);
    Ok(())
}

/// Prints zenoh's own allocations for a message that is already in shared memory.
fn allocations_of_zenoh(
    plain: &zenoh::pubsub::Publisher<'_>,
    pool: &Pool,
    answers: &zenoh::pubsub::Subscriber<zenoh::handlers::FifoChannelHandler<zenoh::sample::Sample>>,
) -> zenoh::Result<()> {
    for _ in 0..4 {
        let mut buffer: ZShmMut = pool.alloc(1 << 16).with_policy::<GarbageCollect>().wait()?;
        by_hand::fill(&mut buffer, &Blob::of(1 << 16).data);
        let _ = buffer.try_resize((1 << 16).try_into()?);
        let attachment = [0u8; 33];
        let (sent, count) = allocations::during(|| plain.put(buffer).attachment(attachment).wait());
        sent?;
        let _ = answers.recv_timeout(PATIENCE);
        println!("put alone\tput alone\t65536\t0\t0\t0\t{count}");
    }
    Ok(())
}

/// Returns fewer samples for sizes that need more time.
pub fn rounds(size: usize, samples: usize) -> usize {
    (samples * (1 << 20) / size.max(1 << 20)).max(samples / 8)
}

/// The results of one contestant at one size.
#[derive(Default)]
pub struct Trips {
    pub round_trips: Vec<f64>,
    pub calls: Vec<f64>,
    pub allocations: u64,
}

impl Trips {
    /// Prints a line, without the first few results.
    pub fn report(self, mode: &str, way: &str, size: usize) {
        let trips = self.round_trips.get(WARM..).unwrap_or_default();
        let [p50, p99] = [50, 99].map(|part| measure::percentile(trips, part));
        let call = measure::median(self.calls.into_iter().skip(WARM));
        println!(
            "{mode}\t{way}\t{size}\t{p50:.1}\t{p99:.1}\t{call:.1}\t{}",
            self.allocations
        );
    }
}
