//! The third process: views the whole cloud, and the obstacles in it.

use lidar::bounding_box;
use ros_z_msgs::sensor_msgs::PointCloud2;

use crate::stage::place;
use crate::{CLOUDS, OBSTACLES, PATIENCE, SEEN, context};

pub fn run(domain_id: usize) -> ros_z::Result<()> {
    let context = context(domain_id)?;
    let node = context.create_node("mapper").build()?;
    let seen = node.create_sub::<PointCloud2>(SEEN).build()?;
    let obstacles = node.create_sub::<PointCloud2>(OBSTACLES).build()?;
    for _ in 0..CLOUDS {
        let whole = seen.recv_timeout(PATIENCE)?.ok_or("no cloud arrived in time")?;
        let part = obstacles
            .recv_timeout(PATIENCE)?
            .ok_or("no obstacles arrived in time")?;
        let (whole, part) = (whole.view()?, part.view()?);
        println!("{}\n{}", place(whole.data), place(part.data));
        let (count, bounds) = bounding_box(part.data);
        println!("{count} of {} points, {bounds}", whole.width);
    }
    Ok(())
}
