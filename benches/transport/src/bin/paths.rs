//! Runs one kernel of publishing or receiving, for callgrind to count: `paths <name>`; without a name, prints the list.
//! Sender and receiver are in one session, so that no other thread takes part. zenoh's own share is in the kernels `put`.

use std::hint::black_box;

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
}

impl Kernels {
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
            }
            Some(_) => {}
        }
    }
}

/// Opens a context without any connection.
fn context() -> zenoh::Result<ZContext> {
    let mut config = Config::default();
    for (key, value) in [
        ("mode", "\"peer\""),
        ("scouting/multicast/enabled", "false"),
        ("scouting/gossip/enabled", "false"),
        ("listen/endpoints", "[]"),
        ("transport/shared_memory/transport_optimization/enabled", "false"),
    ] {
        config.insert_json5(key, value)?;
    }
    Ok(ZContextBuilder::default().with_zenoh_config(config).build()?)
}

fn main() -> zenoh::Result<()> {
    let kernels = Kernels {
        wanted: std::env::args().nth(1),
    };
    let context = context()?;
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
