//! Where shared memory is configured, and what becomes of it: three levels, policies, thresholds,
//! the environment, and the statistics that tell how it went.
//!
//! ```text
//! cargo run --example shm_config
//! ZENOH_SHM_ALLOC_SIZE=52428800 ZENOH_SHM_MESSAGE_SIZE_THRESHOLD=10000 cargo run --example shm_config
//! ```

use ros_z::context::ZContextBuilder;
use ros_z::shm::{AllocPolicy, RetentionLimits, ShmConfig, ShmProviderBuilder};
use ros_z_msgs::sensor_msgs::{Image, PointCloud2};
use std::sync::Arc;
use std::time::Duration;
use zenoh_buffers::ZBuf;

fn main() -> ros_z::Result<()> {
    // The context: what all nodes inherit. The environment decides, if it says anything; here,
    // a pool of 4 MiB otherwise, so that this runs where little memory may be locked.
    let context = match ShmConfig::from_env()? {
        Some(config) => ZContextBuilder::default().with_shm_config(config),
        None => ZContextBuilder::default().with_shm_pool_size(4 << 20)?,
    };
    let context = context.build()?;
    println!("context: shared memory from {} bytes on", context.shm_threshold());

    // A node inherits from its context, and may say otherwise for its publishers.
    let camera = context.create_node("camera").build()?;
    let logger = context.create_node("logger").without_shm().build()?;

    // Publishers inherit from their node.
    let inherits = camera.create_pub::<Image>("image").build()?;
    let is_off = logger.create_pub::<Image>("log/image").build()?;

    // The most specific setting holds: on again, though the node has switched it off.
    let is_on_again = logger
        .create_pub::<Image>("log/preview")
        .with_shm_pool_size(1 << 20)?
        .build()?;

    // A pool of its own again, as a configuration: with another threshold, only for large messages.
    let only_large = match ShmConfig::pool_of(1 << 20) {
        Ok(config) => camera
            .create_pub::<Image>("large")
            .with_shm_config(config.with_threshold(100_000)),
        Err(error) => {
            println!("no pool: {error}");
            camera.create_pub::<Image>("large")
        }
    };
    let only_large = only_large.build()?;

    // A provider of the program's own, here with a policy: wait for a buffer for up to 5 ms, and
    // keep a message that a subscriber does not let go of for 2 s at most.
    let mut lidar = camera.create_pub::<PointCloud2>("points");
    if let Ok(provider) = ShmProviderBuilder::new(1 << 20).build() {
        let config = ShmConfig::new(Arc::new(provider))
            .with_policy(AllocPolicy::Wait(Duration::from_millis(5)))
            .with_retention(RetentionLimits::new().with_max_age(Duration::from_secs(2)));
        lidar = lidar.with_shm_config(config);
    }
    let lidar = lidar.build()?;

    // What becomes of a message is told for each, and counted.
    let image = |bytes: usize| Image {
        data: ZBuf::from(vec![7_u8; bytes]),
        ..Default::default()
    };
    let cloud = PointCloud2 {
        data: ZBuf::from(vec![7_u8; 500_000]),
        ..Default::default()
    };
    for (publisher, bytes) in [
        (&inherits, 100),
        (&inherits, 50_000),
        (&is_off, 50_000),
        (&is_on_again, 50_000),
        (&is_on_again, 2 << 20),
        (&only_large, 50_000),
        (&only_large, 200_000),
    ] {
        let published = publisher.publish(&image(bytes))?;
        println!(
            "{:<13} {:>8} bytes: {}",
            publisher.topic(),
            published.bytes,
            published.path
        );
    }
    let published = lidar.publish(&cloud)?;
    println!(
        "{:<13} {:>8} bytes: {}",
        lidar.topic(),
        published.bytes,
        published.path
    );

    println!("\n/log/preview alone:\n{}", is_on_again.shm_stats());
    println!("\nthe context, with everything in it:\n{}", context.shm_report());
    Ok(())
}
