//! Configures shared memory: three levels, policies, thresholds, the environment, and statistics.
//!
//! ```text
//! cargo run --example shm_config
//! ZENOH_SHM_ALLOC_SIZE=52428800 ZENOH_SHM_MESSAGE_SIZE_THRESHOLD=10000 cargo run --example shm_config
//! ```

use std::sync::Arc;
use std::time::Duration;

use ros_z::Published;
use ros_z::context::ZContextBuilder;
use ros_z::shm::{AllocPolicy, RetentionLimits, ShmConfig, ShmProviderBuilder};
use ros_z_msgs::sensor_msgs::{Image, PointCloud2};
use zenoh_buffers::ZBuf;

fn main() -> ros_z::Result<()> {
    // All nodes inherit from the context. The environment wins if it sets anything; otherwise the pool has 4
    // MiB, which works under a low memory lock limit.
    let context = match ShmConfig::from_env()? {
        Some(config) => ZContextBuilder::default().with_shm_config(config),
        None => ZContextBuilder::default().with_shm_pool_size(4 << 20)?,
    };
    let context = context.build()?;
    println!("context: shared memory from {} bytes", context.shm_threshold());

    // A node inherits from its context, or overrides it for its publishers.
    let camera = context.create_node("camera").build()?;
    let logger = context.create_node("logger").without_shm().build()?;

    // Publishers inherit from their node.
    let inherits = camera.create_pub::<Image>("image").build()?;
    let is_off = logger.create_pub::<Image>("log/image").build()?;

    // The most specific setting wins: on again, although the node has switched it off.
    let preview = logger.create_pub::<Image>("log/preview");
    let is_on_again = preview.with_shm_pool_size(1 << 20)?.build()?;

    // A publisher with a separate pool, and with a threshold that admits only large messages.
    let mut large = camera.create_pub::<Image>("large");
    match ShmConfig::pool_of(1 << 20) {
        Ok(config) => large = large.with_shm_config(config.with_threshold(100_000)),
        Err(error) => println!("no pool: {error}"),
    }
    let only_large = large.build()?;

    // A provider of the program, with a policy: wait up to 5 ms for a buffer, and keep an unreleased message
    // for at most 2 s.
    let mut lidar = camera.create_pub::<PointCloud2>("points");
    if let Ok(provider) = ShmProviderBuilder::new(1 << 20).build() {
        let config = ShmConfig::new(Arc::new(provider))
            .with_policy(AllocPolicy::Wait(Duration::from_millis(5)))
            .with_retention(RetentionLimits::new().with_max_age(Duration::from_secs(2)));
        lidar = lidar.with_shm_config(config);
    }
    let lidar = lidar.build()?;

    // `publish` returns the path of each message; the statistics count them.
    for bytes in [100, 50_000] {
        show(inherits.topic(), inherits.publish(&image(bytes))?);
    }
    show(is_off.topic(), is_off.publish(&image(50_000))?);
    for bytes in [50_000, 2 << 20] {
        show(is_on_again.topic(), is_on_again.publish(&image(bytes))?);
    }
    for bytes in [50_000, 200_000] {
        show(only_large.topic(), only_large.publish(&image(bytes))?);
    }
    let cloud = PointCloud2 {
        data: ZBuf::from(vec![7_u8; 500_000]),
        ..Default::default()
    };
    show(lidar.topic(), lidar.publish(&cloud)?);

    println!("\n/log/preview alone:\n{}", is_on_again.shm_stats());
    println!("\nthe context and everything in it:\n{}", context.shm_report());
    Ok(())
}

fn image(bytes: usize) -> Image {
    Image {
        data: ZBuf::from(vec![7_u8; bytes]),
        ..Default::default()
    }
}

fn show(topic: &str, published: Published) {
    println!("{topic:<13} {:>8} bytes: {}", published.bytes, published.path);
}
