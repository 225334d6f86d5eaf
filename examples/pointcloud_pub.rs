//! Publishes point clouds on `points` for any ROS 2 node, until Ctrl-C. Subscribers on this host that support
//! shared memory receive them in place.
//!
//! ```text
//! cargo run --release --example pointcloud_pub [count] [points]
//! ```

use std::sync::mpsc::channel;
use std::time::{Duration, SystemTime};

use ros_z::context::ZContextBuilder;
use ros_z_msgs::builtin_interfaces::Time;
use ros_z_msgs::sensor_msgs::{PointCloud2, PointField};

/// Returns a rotating spiral of `points` points x, y, z.
fn spiral(points: u32, turn: f32) -> Vec<u8> {
    let point = |index: u32| {
        let angle = index as f32 * 0.01 + turn;
        [angle.cos() * angle, angle.sin() * angle, index as f32 * 0.001]
    };
    (0..points).flat_map(point).flat_map(f32::to_le_bytes).collect()
}

fn main() -> ros_z::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let count: u64 = arguments.next().map_or(Ok(u64::MAX), |count| count.parse())?;
    let points: u32 = arguments.next().map_or(Ok(100_000), |points| points.parse())?;
    let (stop, stopped) = channel();
    ctrlc::set_handler(move || {
        let _ = stop.send(());
    })?;

    let context = ZContextBuilder::default().with_shm_pool_size(64 << 20)?.build()?;
    let node = context.create_node("lidar").build()?;
    let publisher = node.create_pub::<PointCloud2>("points").build()?;
    let field = |(name, offset): (&str, u32)| PointField {
        name: name.into(),
        offset,
        datatype: PointField::FLOAT32,
        count: 1,
    };
    let mut cloud = PointCloud2 {
        height: 1,
        width: points,
        fields: [("x", 0), ("y", 4), ("z", 8)].map(field).into(),
        point_step: 12,
        row_step: 12 * points,
        is_dense: true,
        ..Default::default()
    };
    cloud.header.frame_id = "lidar".into();
    for number in 1..=count {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?;
        cloud.header.stamp = Time {
            sec: now.as_secs() as i32,
            nanosec: now.subsec_nanos(),
        };
        cloud.data = spiral(points, number as f32 * 0.1).into();
        let published = publisher.publish(&cloud)?;
        println!("cloud {number}: {} bytes, {}", published.bytes, published.path);
        if stopped.recv_timeout(Duration::from_millis(100)).is_ok() {
            break;
        }
    }
    // `publisher` and `node` are dropped here and leave the graph at once; the pool is freed with the
    // process.
    Ok(())
}
