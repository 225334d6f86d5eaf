//! Publishes a real lidar scan through shared memory, in three ways.
//!
//! 1. User-managed: the program allocates shared memory and writes the points into it; the message around
//!    them is small.
//! 2. Automatic: shared memory is on for the whole context; every message above the threshold uses it.
//! 3. Per publisher: shared memory is on for one publisher only.
//!
//! A second process, which this one starts, views every cloud in place. The table compares both sides. The
//! program fails if a cloud is missing or wrong, or if its path differs from the one that the publisher
//! reported.
//!
//! ```text
//! cargo run --release --example shm_pointcloud2
//! ```

mod received;
mod subscriber;
mod table;
mod warnings;

use std::sync::Arc;
use std::time::Instant;

use lidar::{SCAN, cloud};
use ros_z::context::ZContextBuilder;
use ros_z::shm::{ShmConfig, ShmProviderBuilder};
use ros_z_msgs::sensor_msgs::PointCloud2;
use zenoh::Wait;
use zenoh::shm::{BlockOn, GarbageCollect};
use zenoh_buffers::ZBuf;

use table::Table;

/// Number of clouds that each pattern publishes.
const CLOUDS: usize = 5;

/// Size of the pool in bytes: enough for a few scans of 2.2 MB.
const POOL: usize = 16 << 20;

/// Size of a provider of the program. zenoh locks it in memory, and the usual limit of a user is 8 MiB.
const PROVIDER: usize = 6 << 20;

fn main() -> ros_z::Result<()> {
    warnings::print()?;
    if let Some(domain_id) = std::env::args().nth(1) {
        return subscriber::run(domain_id.parse()?, 3 * CLOUDS);
    }
    let mut table = Table::start()?;
    user_managed(&mut table)?;
    automatic(&mut table)?;
    per_publisher(&mut table)?;
    table.finish()
}

/// Pattern 1: writes the points into shared memory of the program, then publishes a message that refers to
/// them.
fn user_managed(table: &mut Table) -> ros_z::Result<()> {
    let context = ZContextBuilder::default()
        .with_domain_id(table.domain_id())
        .build()?;
    let node = context.create_node("lidar").build()?;
    let publisher = node.create_pub::<PointCloud2>("cloud/user_managed").build()?;
    table.wait_for_subscriber(&publisher)?;

    let provider = ShmProviderBuilder::new(PROVIDER).build();
    for _ in 0..CLOUDS {
        let points = match &provider {
            Ok(provider) => {
                let allocation = provider.alloc(SCAN.len());
                let mut buffer = allocation.with_policy::<BlockOn<GarbageCollect>>().wait()?;
                buffer.copy_from_slice(SCAN);
                ZBuf::from(buffer)
            }
            // Without shared memory, the cloud goes over the network.
            Err(_) => ZBuf::from(SCAN.to_vec()),
        };
        let start = Instant::now();
        let published = publisher.publish(&cloud(points))?;
        table.add("user-managed", &publisher, published, start.elapsed())?;
    }
    Ok(())
}

/// Pattern 2: switches shared memory on for the context; every large message uses it.
fn automatic(table: &mut Table) -> ros_z::Result<()> {
    let context = ZContextBuilder::default()
        .with_domain_id(table.domain_id())
        .with_shm_pool_size(POOL)?
        .with_shm_threshold(10_000)
        .build()?;
    let node = context.create_node("lidar").build()?;
    let publisher = node.create_pub::<PointCloud2>("cloud/automatic").build()?;
    table.wait_for_subscriber(&publisher)?;

    let message = cloud(ZBuf::from(SCAN.to_vec()));
    for _ in 0..CLOUDS {
        let start = Instant::now();
        let published = publisher.publish(&message)?;
        table.add("automatic", &publisher, published, start.elapsed())?;
    }
    Ok(())
}

/// Pattern 3: leaves shared memory off for the context, and lets one publisher use a provider of the program.
fn per_publisher(table: &mut Table) -> ros_z::Result<()> {
    let context = ZContextBuilder::default()
        .with_domain_id(table.domain_id())
        .build()?;
    let node = context.create_node("lidar").build()?;
    let mut builder = node.create_pub::<PointCloud2>("cloud/per_publisher");
    if let Ok(provider) = ShmProviderBuilder::new(PROVIDER).build() {
        builder = builder.with_shm_config(ShmConfig::new(Arc::new(provider)).with_threshold(5_000));
    }
    let publisher = builder.build()?;
    table.wait_for_subscriber(&publisher)?;

    let message = cloud(ZBuf::from(SCAN.to_vec()));
    for _ in 0..CLOUDS {
        let start = Instant::now();
        let published = publisher.publish(&message)?;
        table.add("per publisher", &publisher, published, start.elapsed())?;
    }
    Ok(())
}
