//! Programs that were written for the ROS-Z crates compile and run here: the same modules and calls, and
//! `zenoh::Result` throughout.

use std::{sync::Arc, time::Duration};

use ros_z::{
    Builder, Publisher, Subscriber,
    context::{ZContext, ZContextBuilder},
    shm::{FallbackReason, ShmConfig, ShmProviderBuilder},
};
use ros_z_msgs::{
    sensor_msgs::{PointCloud2, PointField},
    std_msgs::Header,
};
use ros_z_tests::machine::has_pool;
use zenoh::{
    Wait,
    shm::{BlockOn, GarbageCollect, PosixShmProviderBackend, ShmProvider},
};
use zenoh_buffers::{ZBuf, buffer::Buffer};

const MIB: usize = 1024 * 1024;
const POINTS: usize = 10_000;

/// For code that is generic over builders; all builders also work without it.
fn made<B: Builder>(builder: B) -> Result<B::Output, B::Error> {
    builder.build()
}

/// Returns a context whose messages reach no other test.
fn alone() -> ZContextBuilder {
    ZContextBuilder::default()
        .with_domain_id(std::process::id() as usize)
        .with_multicast_scouting(false)
}

fn fields() -> Vec<PointField> {
    let field = |(name, offset): (&str, u32)| PointField {
        name: name.into(),
        offset,
        datatype: 7,
        count: 1,
    };
    [("x", 0), ("y", 4), ("z", 8)].map(field).to_vec()
}

fn cloud(data: ZBuf) -> PointCloud2 {
    PointCloud2 {
        header: Header {
            frame_id: "map".into(),
            ..Default::default()
        },
        height: 1,
        width: POINTS as u32,
        fields: fields(),
        is_bigendian: false,
        point_step: 12,
        row_step: (12 * POINTS) as u32,
        data,
        is_dense: true,
    }
}

fn coordinates() -> impl Iterator<Item = f32> {
    (0..POINTS).flat_map(|point| [point as f32, 0.5, -1.0])
}

fn heap_cloud() -> PointCloud2 {
    cloud(ZBuf::from(
        coordinates().flat_map(f32::to_le_bytes).collect::<Vec<u8>>(),
    ))
}

fn shm_cloud(provider: &ShmProvider<PosixShmProviderBackend>) -> zenoh::Result<PointCloud2> {
    let mut buffer = provider
        .alloc(12 * POINTS)
        .with_policy::<BlockOn<GarbageCollect>>()
        .wait()?;
    for (index, value) in coordinates().enumerate() {
        buffer[4 * index..4 * index + 4].copy_from_slice(&value.to_le_bytes());
    }
    Ok(cloud(ZBuf::from(buffer)))
}

/// Publishes to a subscriber of the same context, and returns whether shared memory was used.
fn delivered(
    context: &ZContext,
    publisher: &Publisher<PointCloud2>,
    cloud: &PointCloud2,
) -> zenoh::Result<bool> {
    let node = context.create_node("subscriber").build()?;
    let subscriber: Subscriber<PointCloud2> = made(node.create_sub(publisher.topic()))?;
    let published = publisher.publish(cloud)?;
    let sample = subscriber
        .recv_timeout(Duration::from_secs(20))?
        .ok_or("nothing arrived")?;
    assert_eq!(sample.decode()?, *cloud);
    assert_eq!(sample.is_shm(), published.path.is_shm());
    Ok(sample.is_shm())
}

#[test]
fn message_around_the_users_shared_memory_arrives() -> zenoh::Result<()> {
    if !has_pool(MIB) {
        return Ok(());
    }
    let provider = ShmProviderBuilder::new(MIB).build()?;
    let cloud = shm_cloud(&provider)?;
    assert_eq!(cloud.data.len(), 12 * POINTS);
    let ctx = alone().build()?;
    let node = ctx.create_node("pointcloud_publisher").build()?;
    let publisher = node.create_pub::<PointCloud2>("cloud/user_managed").build()?;
    assert!(delivered(&ctx, &publisher, &cloud)?);
    Ok(())
}

#[test]
fn context_uses_shared_memory_for_large_messages() -> zenoh::Result<()> {
    if !has_pool(MIB) {
        return Ok(());
    }
    let ctx = alone()
        .with_shm_pool_size(MIB)?
        .with_shm_threshold(10_000)
        .build()?;
    assert_eq!(ctx.shm_threshold(), 10_000);
    let node = made(ctx.create_node("pointcloud_publisher"))?;
    let publisher = node.create_pub::<PointCloud2>("cloud/automatic").build()?;
    assert!(delivered(&ctx, &publisher, &heap_cloud())?);
    let text = node
        .create_pub::<ros_z_msgs::std_msgs::String>("text")
        .without_shm()
        .build()?;
    let published = text.publish(&ros_z_msgs::std_msgs::String {
        data: "x".repeat(20_000),
    })?;
    assert!(!published.path.is_shm());
    assert_eq!(text.shm_stats().fallbacks(FallbackReason::Disabled), 1);
    Ok(())
}

#[test]
fn one_publisher_uses_its_own_provider() -> zenoh::Result<()> {
    if !has_pool(MIB) {
        return Ok(());
    }
    let ctx = alone().build()?;
    let node = ctx.create_node("pointcloud_publisher").build()?;
    let provider = Arc::new(ShmProviderBuilder::new(MIB).build()?);
    let config = ShmConfig::new(provider).with_threshold(5_000);
    let publisher = node
        .create_pub::<PointCloud2>("cloud/per_publisher")
        .with_shm_config(config)
        .build()?;
    assert!(delivered(&ctx, &publisher, &heap_cloud())?);
    Ok(())
}

#[test]
fn environment_variables_configure_shared_memory() -> zenoh::Result<()> {
    let ctx = if let Some(config) = ShmConfig::from_env()? {
        ZContextBuilder::default().with_shm_config(config).build()?
    } else {
        ZContextBuilder::default().build()?
    };
    let is_set = std::env::var_os("ZENOH_SHM_ALLOC_SIZE").is_some();
    assert!(is_set || ctx.shm_stats().pool().capacity.is_none());
    Ok(())
}
