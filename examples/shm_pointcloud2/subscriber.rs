//! The second process: views every cloud in place and prints a line about it.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use lidar::bounding_box;
use ros_z::Sample;
use ros_z::context::ZContextBuilder;
use ros_z_msgs::sensor_msgs::PointCloud2;

use crate::received::Received;

/// Receives `clouds` clouds on the three topics, and prints a line about each.
pub fn run(domain_id: usize, clouds: usize) -> ros_z::Result<()> {
    let context = ZContextBuilder::default().with_domain_id(domain_id).build()?;
    let node = context.create_node("pointcloud_subscriber").build()?;
    let (sender, samples) = std::sync::mpsc::channel();
    let mut subscribers = Vec::new();
    for topic in ["cloud/user_managed", "cloud/automatic", "cloud/per_publisher"] {
        let sender = sender.clone();
        let subscriber = node
            .create_sub::<PointCloud2>(topic)
            .build_with_callback(move |sample| {
                // Fails only after the last cloud, when this process is about to end.
                let _ = sender.send((topic, sample, SystemTime::now()));
            })?;
        subscribers.push(subscriber);
    }
    for _ in 0..clouds {
        let (topic, sample, arrived) = samples.recv_timeout(Duration::from_secs(30))?;
        println!("{}", examine(topic, &sample, arrived)?);
    }
    Ok(())
}

fn examine(topic: &str, sample: &Sample<PointCloud2>, arrived: SystemTime) -> ros_z::Result<Received> {
    let cloud = sample.view()?;
    let (points, bounds) = bounding_box(cloud.data);
    let sent = sample.source_timestamp().ok_or("the sample has no timestamp")?;
    let latency = arrived
        .duration_since(UNIX_EPOCH)?
        .saturating_sub(Duration::from_nanos(sent.try_into()?));
    Ok(Received {
        topic: format!("/{topic}"),
        is_shm: sample.is_shm(),
        points,
        bounds,
        latency,
    })
}
