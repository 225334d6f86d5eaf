//! The second process: views the points, passes the cloud on, and publishes another cloud without the ground.

use lidar::PointXyzi;
use ros_z_core::{as_elements, as_elements_mut};
use ros_z_msgs::sensor_msgs::PointCloud2;

use crate::stage::{after_publishing, place};
use crate::{CLOUDS, OBSTACLES, PATIENCE, POINTS, SEEN, STEP, context, empty_cloud};

/// Height in metres below which a point belongs to the ground; the sensor is at 0.
const GROUND: f32 = -1.5;

pub fn run(domain_id: usize) -> ros_z::Result<()> {
    let context = context(domain_id)?;
    let node = context.create_node("filter").build()?;
    let seen = node.create_pub::<PointCloud2>(SEEN).build()?;
    let obstacles = node.create_pub::<PointCloud2>(OBSTACLES).build()?;
    let subscriber = node.create_sub::<PointCloud2>(POINTS).build()?;
    for publisher in [&seen, &obstacles] {
        if !publisher.wait_for_subscribers(1, PATIENCE) {
            return Err("no mapper was discovered in time".into());
        }
    }
    println!("ready");
    for _ in 0..CLOUDS {
        let sample = subscriber
            .recv_timeout(PATIENCE)?
            .ok_or("no cloud arrived in time")?;
        let cloud = sample.view()?;
        let points = as_elements::<PointXyzi>(cloud.data).ok_or("the points are not aligned")?;
        println!("{}", place(cloud.data));

        let mut high = obstacles.loan(empty_cloud(cloud.header.frame_id, points.len()))?;
        let room = as_elements_mut::<PointXyzi>(&mut high.data).ok_or("the points are not aligned")?;
        let kept = points.iter().filter(|point| point.z > GROUND);
        let count = room
            .iter_mut()
            .zip(kept)
            .map(|(place, point)| *place = *point)
            .count();
        high.data.truncate(count * STEP);
        high.width = count as u32;
        high.row_step = (count * STEP) as u32;
        let written = place(&high.data);
        println!("{}", after_publishing(written, high.publish()?));
        seen.publish_payload(&sample.into_owned_payload())?;
    }
    Ok(())
}
