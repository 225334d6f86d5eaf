//! Runs one kernel of publishing or receiving, for callgrind to count: `paths <name>`; without a name, prints the list.
//! `paths <name> <count>` also prints the median time of so many further calls.
//! Sender and receiver are in one session, so that no other thread takes part. zenoh's own share is in the kernels `put`.
//! The kernels `lane` have two sessions, because a lane connects different ones; their messages do not go through zenoh.

use std::hint::black_box;
use std::time::{Duration, Instant};

use ros_z::Publisher;
use ros_z::context::{ZContext, ZContextBuilder};
use ros_z::shm::ShmConfig;
use ros_z_core::{CdrSliceMut, RosMessage, SizeEstimation};
use zenoh::{Config, Wait};

const POOL: usize = 16 << 20;

/// The sizes of the serialized messages.
const SIZES: [usize; 3] = [64, 512, 4096];

/// Length of the CDR header and the byte count before the bytes of a message.
const HEAD: usize = 8;

/// How long the other session may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// Calls before the counted one.
const WARM: usize = 200;

#[derive(RosMessage, SizeEstimation)]
#[ros(type_name = "demo_msgs/msg/Blob")]
struct Blob {
    data: Vec<u8>,
}

#[derive(RosMessage, SizeEstimation)]
#[ros(type_name = "demo_msgs/msg/Blob")]
struct BlobLoan {
    data: CdrSliceMut<u8>,
}

#[derive(RosMessage)]
#[ros(type_name = "demo_msgs/msg/Blob")]
struct BlobView<'a> {
    data: &'a [u8],
}

/// The function in which callgrind counts.
#[inline(never)]
fn counted(work: &mut dyn FnMut()) {
    work();
}

struct Kernels {
    wanted: Option<String>,
    /// The number of further calls to time.
    timed: usize,
}

impl Kernels {
    /// Prints the median time of the further calls, without that of reading the clock.
    fn time(&self, before: &mut dyn FnMut(), work: &mut dyn FnMut()) {
        let mut nothing = || {};
        let works: [&mut dyn FnMut(); 2] = [work, &mut nothing];
        let [median, clock] = works.map(|work| {
            let mut times: Vec<Duration> = (0..self.timed)
                .map(|_| {
                    before();
                    let start = Instant::now();
                    work();
                    start.elapsed()
                })
                .collect();
            times.sort_unstable();
            times.get(times.len() / 2).copied().unwrap_or_default()
        });
        if self.timed > 0 {
            println!("{} ns", median.saturating_sub(clock).as_nanos());
        }
    }

    /// Counts `work`, after `before`.
    fn kernel<R>(&self, name: &str, mut before: impl FnMut(), mut work: impl FnMut() -> R) {
        match &self.wanted {
            None => println!("{name}"),
            Some(wanted) if wanted == name => {
                for _ in 0..WARM {
                    before();
                    black_box(work());
                }
                before();
                counted(&mut || drop(black_box(work())));
                self.time(&mut before, &mut || drop(black_box(work())));
            }
            Some(_) => {}
        }
    }
}

/// Opens a context that listens and connects at these endpoints only.
fn context(listen: &str, connect: &[String]) -> zenoh::Result<ZContext> {
    let mut config = Config::default();
    for (key, value) in [
        ("mode", "\"peer\""),
        ("scouting/multicast/enabled", "false"),
        ("scouting/gossip/enabled", "false"),
        ("listen/endpoints", listen),
        ("connect/endpoints", &format!("{connect:?}")),
        ("transport/shared_memory/transport_optimization/enabled", "false"),
    ] {
        config.insert_json5(key, value)?;
    }
    Ok(ZContextBuilder::default()
        .with_zenoh_config(config)
        .with_shm_pool_size(POOL)?
        .build()?)
}

fn main() -> zenoh::Result<()> {
    let kernels = Kernels {
        wanted: std::env::args().nth(1),
        timed: match std::env::args().nth(2) {
            Some(count) => count.parse()?,
            None => 0,
        },
    };
    lane(&kernels)?;
    let context = context("[]", &[])?;
    let node = context.create_node("paths").build()?;
    let heap = node.create_pub::<Blob>("to_drop").without_shm().build()?;
    let config = ShmConfig::pool_of(POOL)?;
    let usual = node
        .create_pub::<Blob>("to_drop")
        .with_shm_config(config.clone())
        .build()?;
    let shm = node
        .create_pub::<Blob>("to_drop")
        .with_shm_config(config.with_threshold(0))
        .build()?;
    let plain = context.session().declare_publisher("plain").wait()?;
    let everything = context.session().declare_subscriber("**").callback(drop).wait()?;

    for size in SIZES {
        let data = vec![7; size - HEAD];
        let blob = Blob { data: data.clone() };
        kernels.kernel(
            &format!("put {size}/heap"),
            || {},
            || {
                let mut message = Vec::with_capacity(size);
                message.extend_from_slice(&[0; HEAD]);
                message.extend_from_slice(black_box(&data));
                plain.put(message).attachment([0u8; 33]).wait().unwrap();
            },
        );
        let publish = |publisher: &Publisher<Blob>| publisher.publish(black_box(&blob)).unwrap();
        kernels.kernel(&format!("publish {size}/heap"), || {}, || publish(&heap));
        kernels.kernel(&format!("publish {size}/default"), || {}, || publish(&usual));
        kernels.kernel(&format!("publish {size}/shm"), || {}, || publish(&shm));
        kernels.kernel(
            &format!("loan {size}/shm"),
            || {},
            || {
                let data = CdrSliceMut::reserve(size - HEAD);
                shm.loan(BlobLoan { data }).unwrap().publish().unwrap();
            },
        );
    }
    drop(everything);

    let received = node.create_sub::<Blob>("to_view").build()?;
    for (memory, threshold) in [("heap", usize::MAX), ("shm", 0)] {
        let config = ShmConfig::pool_of(POOL)?.with_threshold(threshold);
        let publisher = node
            .create_pub::<Blob>("to_view")
            .with_shm_config(config)
            .build()?;
        let blob = Blob { data: vec![7; 504] };
        let publish = || {
            publisher.publish(&blob).unwrap();
        };
        let view = || {
            let sample = received.try_recv().unwrap();
            sample.map(|sample| sample.view_as::<BlobView>().unwrap().data.len())
        };
        kernels.kernel(&format!("admit 512/{memory}"), || _ = view(), publish);
        kernels.kernel(&format!("receive 512/{memory}"), publish, view);
    }
    Ok(())
}

/// Publishes through a lane, and receives.
fn lane(kernels: &Kernels) -> zenoh::Result<()> {
    let here = context("[\"tcp/127.0.0.1:0\"]", &[])?;
    let there = context("[]", &here.endpoints())?;
    let publisher = here.create_node("here").build()?.create_pub::<Blob>("lane");
    let publisher = publisher.with_shm_threshold(0).build()?;
    let subscriber = there.create_node("there").build()?.create_sub::<Blob>("lane");
    let subscriber = subscriber.build()?;
    if !publisher.wait_for_subscribers(1, PATIENCE) {
        return Err("no subscriber was discovered in time".into());
    }
    let take = || subscriber.try_recv().ok().flatten();
    for size in SIZES {
        let blob = Blob {
            data: vec![7; size - HEAD],
        };
        let publish = || publisher.publish(black_box(&blob)).unwrap();
        let loan = || {
            let data = CdrSliceMut::reserve(size - HEAD);
            publisher.loan(BlobLoan { data }).unwrap().publish().unwrap()
        };
        let view = || take().map(|sample| sample.view_as::<BlobView>().unwrap().data.len());
        let start = Instant::now();
        while !publish().only_lanes {
            if start.elapsed() > PATIENCE {
                return Err("the messages do not go through lanes alone".into());
            }
            while view().is_some() {}
        }
        // The first sample of a lane waits for those from before it.
        while view().is_none() {
            if start.elapsed() > PATIENCE {
                return Err("the last message did not arrive in time".into());
            }
        }
        let empty = || while view().is_some() {};
        kernels.kernel(&format!("lane publish {size}"), empty, publish);
        kernels.kernel(&format!("lane loan {size}"), empty, loan);
        kernels.kernel(&format!("lane receive {size}"), || _ = loan(), || view().unwrap());
        empty();
    }
    Ok(())
}
