//! A real lidar scan through shared memory, in the three ways there are.
//!
//! 1. User-managed: the program allocates shared memory and writes the points there itself; the
//!    message around them is small.
//! 2. Automatic: shared memory is on for the whole context; every message above the threshold uses it.
//! 3. Per publisher: shared memory is on for one publisher only.
//!
//! The subscriber is a second process, started by this one. It views the points where they
//! lie and reports what it saw; the table at the end compares both sides, and the program fails if
//! a cloud is missing, wrong, or claimed to be in shared memory and was not.
//!
//! ```text
//! cargo run --release --example shm_pointcloud2
//! ```

mod report;
mod subscriber;

use lidar::{SCAN, cloud};
use report::{Sent, Table};
use ros_z::Publisher;
use ros_z::context::{ZContext, ZContextBuilder};
use ros_z::shm::{ShmConfig, ShmProviderBuilder};
use ros_z_msgs::sensor_msgs::PointCloud2;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::{Layer, fmt, layer::SubscriberExt, util::SubscriberInitExt};
use zenoh::Wait;
use zenoh::shm::{BlockOn, GarbageCollect, PosixShmProviderBackend, ShmProvider};
use zenoh_buffers::ZBuf;

/// Clouds that each pattern publishes.
const CLOUDS: usize = 5;

/// Room for a few scans of 2.2 MB.
const POOL: usize = 16 << 20;

/// The same in a provider of the program. zenoh locks it while it is created, and an ordinary user may lock 8 MiB.
const PROVIDER: usize = 6 << 20;

fn main() -> ros_z::Result<()> {
    // What the library has to say, and not what zenoh does.
    let warnings = Targets::new().with_target("ros_z", tracing::Level::WARN);
    tracing_subscriber::registry()
        .with(fmt::layer().with_writer(std::io::stderr).with_filter(warnings))
        .init();
    if let Some(domain_id) = std::env::args().nth(1) {
        return subscriber::run(domain_id.parse()?, 3 * CLOUDS);
    }
    // A domain of its own, so that two runs at a time do not hear each other.
    let domain_id = 100 + std::process::id() as usize;
    let mut table = Table::new(start_subscriber(domain_id)?)?;
    let provider = user_managed(domain_id, &mut table)?;
    automatic(domain_id, &mut table)?;
    per_publisher(domain_id, &mut table)?;
    // A provider that is dropped takes its messages in flight along.
    drop(provider);
    table.finish()
}

fn start_subscriber(domain_id: usize) -> ros_z::Result<Child> {
    let program = std::env::current_exe()?;
    Ok(Command::new(program)
        .arg(domain_id.to_string())
        .stdout(Stdio::piped())
        .spawn()?)
}

/// Pattern 1: the points are written into shared memory before there is a message.
fn user_managed(
    domain_id: usize,
    table: &mut Table,
) -> ros_z::Result<Option<ShmProvider<PosixShmProviderBackend>>> {
    let provider = match ShmProviderBuilder::new(PROVIDER).build() {
        Ok(provider) => Some(provider),
        Err(error) => {
            println!("No shared memory for pattern 1, the points take the heap: {error}\n");
            None
        }
    };
    let context = ZContextBuilder::default().with_domain_id(domain_id).build()?;
    let publisher = create_publisher(&context, "cloud/user_managed")?;
    publish(&publisher, "user-managed", table, || match &provider {
        Some(provider) => {
            let mut buffer = provider
                .alloc(SCAN.len())
                .with_policy::<BlockOn<GarbageCollect>>()
                .wait()?;
            buffer.copy_from_slice(SCAN);
            Ok(cloud(ZBuf::from(buffer)))
        }
        None => Ok(cloud(ZBuf::from(SCAN.to_vec()))),
    })?;
    Ok(provider)
}

/// Pattern 2: one line on the context, and every large message goes through shared memory.
fn automatic(domain_id: usize, table: &mut Table) -> ros_z::Result<()> {
    let context = ZContextBuilder::default()
        .with_domain_id(domain_id)
        .with_shm_pool_size(POOL)?
        .with_shm_threshold(10_000)
        .build()?;
    let publisher = create_publisher(&context, "cloud/automatic")?;
    publish(&publisher, "automatic", table, || {
        Ok(cloud(ZBuf::from(SCAN.to_vec())))
    })
}

/// Pattern 3: the context has no shared memory, one publisher has a provider of the program's own.
fn per_publisher(domain_id: usize, table: &mut Table) -> ros_z::Result<()> {
    let context = ZContextBuilder::default().with_domain_id(domain_id).build()?;
    let node = context.create_node("pointcloud_publisher").build()?;
    let mut builder = node.create_pub::<PointCloud2>("cloud/per_publisher");
    match ShmProviderBuilder::new(PROVIDER).build() {
        Ok(provider) => {
            builder = builder.with_shm_config(ShmConfig::new(Arc::new(provider)).with_threshold(5_000));
        }
        Err(error) => println!("No shared memory for pattern 3, its messages take the heap: {error}\n"),
    }
    publish(&builder.build()?, "per publisher", table, || {
        Ok(cloud(ZBuf::from(SCAN.to_vec())))
    })
}

fn create_publisher(context: &ZContext, topic: &str) -> ros_z::Result<Publisher<PointCloud2>> {
    let node = context.create_node("pointcloud_publisher").build()?;
    Ok(node.create_pub::<PointCloud2>(topic).build()?)
}

/// Publishes some clouds, and notes what became of each.
fn publish(
    publisher: &Publisher<PointCloud2>,
    pattern: &'static str,
    table: &mut Table,
    mut make_cloud: impl FnMut() -> ros_z::Result<PointCloud2>,
) -> ros_z::Result<()> {
    if !publisher.wait_for_subscriber(Duration::from_secs(20)) {
        return Err(format!("no subscriber on {} after 20 s", publisher.topic()).into());
    }
    for _ in 0..CLOUDS {
        let cloud = make_cloud()?;
        let start = Instant::now();
        let published = publisher.publish(&cloud)?;
        let took = start.elapsed();
        table.add(&Sent {
            topic: publisher.topic(),
            pattern,
            published,
            took,
        })?;
    }
    Ok(())
}
