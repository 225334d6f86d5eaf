//! Passes point clouds through a lidar, a filter and a mapper in three processes, without copying a point.
//!
//! The lidar writes its points into a `PointCloud2` that it borrows in shared memory. The filter views them
//! in place as `&[PointXyzi]`, passes the whole cloud on unchanged, and writes the points above the ground
//! into a second cloud, which it also borrows, and shortens at the end. The mapper views both. Each process
//! prints the place of the points in shared memory. The program fails if a cloud is not where it was written.
//!
//! ```text
//! cargo run --release --example lidar_pipeline
//! ```

mod filter;
mod mapper;
mod stage;

use std::time::Duration;

use lidar::{PointXyzi, SCAN, fields};
use ros_z::context::{ZContext, ZContextBuilder};
use ros_z_core::{CdrSliceMut, as_elements_mut};
use ros_z_msgs::sensor_msgs::{PointCloud2, PointCloud2Loan};
use ros_z_msgs::std_msgs::Header;

use stage::{Stages, after_publishing, place};

/// Number of clouds that the lidar publishes.
const CLOUDS: usize = 5;

/// Size of each pool in bytes: enough for a few clouds of 2.2 MB.
const POOL: usize = 16 << 20;

/// Longest wait for another process.
const PATIENCE: Duration = Duration::from_secs(30);

/// Topics: the lidar's clouds, the same clouds as the filter passes them on, and the clouds without ground.
const POINTS: &str = "points";
const SEEN: &str = "points/seen";
const OBSTACLES: &str = "points/obstacles";

/// Length of a point in bytes.
const STEP: usize = size_of::<PointXyzi>();

fn main() -> ros_z::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.as_slice() {
        [role, domain_id] if role == "filter" => filter::run(domain_id.parse()?),
        [role, domain_id] if role == "mapper" => mapper::run(domain_id.parse()?),
        _ => lidar(),
    }
}

fn context(domain_id: usize) -> ros_z::Result<ZContext> {
    let builder = ZContextBuilder::default().with_domain_id(domain_id);
    Ok(builder.with_shm_pool_size(POOL)?.build()?)
}

/// Returns a cloud with room for at most `points` points.
fn empty_cloud(frame_id: &str, points: usize) -> PointCloud2Loan {
    PointCloud2Loan {
        header: Header {
            frame_id: frame_id.to_owned(),
            ..Default::default()
        },
        height: 1,
        width: points as u32,
        fields: fields(),
        is_bigendian: false,
        point_step: STEP as u32,
        row_step: (STEP * points) as u32,
        data: CdrSliceMut::reserve(STEP * points),
        is_dense: true,
    }
}

fn lidar() -> ros_z::Result<()> {
    let mut stages = Stages::start()?;
    let context = context(stages.domain_id())?;
    let node = context.create_node("lidar").build()?;
    let publisher = node.create_pub::<PointCloud2>(POINTS).build()?;
    if !publisher.wait_for_subscribers(1, PATIENCE) {
        return Err("no filter was discovered in time".into());
    }
    for _ in 0..CLOUDS {
        let mut cloud = publisher.loan(empty_cloud("velodyne", SCAN.len() / STEP))?;
        // A driver would write the sensor's points here, one by one.
        let points = as_elements_mut::<PointXyzi>(&mut cloud.data).ok_or("the points are not aligned")?;
        for (point, bytes) in points.iter_mut().zip(SCAN.chunks_exact(STEP)) {
            *point = PointXyzi::from_le_bytes(bytes);
        }
        let written = place(&cloud.data);
        stages.compare(&after_publishing(written, cloud.publish()?))?;
    }
    stages.finish()
}
