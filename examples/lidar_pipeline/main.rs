//! A lidar, a filter and a mapper in three processes, and not one copy of a point between them.
//!
//! The lidar writes its points into a `PointCloud2` that it borrowed in shared memory. The filter views them there as
//! `&[PointXyzi]`, passes the whole cloud on as it is, and writes the points that are no ground into a cloud of its own,
//! which it borrowed too and shortens at the end. The mapper views both. Each tells where in shared memory the points are
//! for it; the program fails if a cloud is not where it was written.
//!
//! ```text
//! cargo run --release --example lidar_pipeline
//! ```

mod filter;
mod mapper;

use lidar::{PointXyzi, SCAN, fields};
use ros_z::context::{ZContext, ZContextBuilder};
use ros_z::shm::ShmPlace;
use ros_z_core::{CdrSliceMut, as_elements_mut};
use ros_z_msgs::sensor_msgs::{PointCloud2, PointCloud2Loan};
use ros_z_msgs::std_msgs::Header;
use std::io::{BufRead, BufReader, Lines};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

/// How many clouds the lidar sends.
const CLOUDS: usize = 5;

/// Room for a few clouds of 2.2 MB.
const POOL: usize = 16 << 20;

/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// The clouds of the lidar, the same passed on by the filter, and those without ground.
const POINTS: &str = "points";
const SEEN: &str = "points/seen";
const OBSTACLES: &str = "points/obstacles";

/// Bytes of a point.
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

/// Another process, and what it says.
struct Stage {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Stage {
    fn start(role: &str, domain_id: usize) -> ros_z::Result<Self> {
        let mut child = Command::new(std::env::current_exe()?)
            .args([role, &domain_id.to_string()])
            .stdout(Stdio::piped())
            .spawn()?;
        let output = child.stdout.take().ok_or("no output")?;
        let lines = BufReader::new(output).lines();
        Ok(Self { child, lines })
    }

    fn next(&mut self) -> ros_z::Result<String> {
        Ok(self.lines.next().ok_or("a stage of the pipeline has ended")??)
    }

    fn end(mut self) -> ros_z::Result<()> {
        if self.child.wait()?.success() {
            Ok(())
        } else {
            Err("a stage of the pipeline failed".into())
        }
    }
}

/// Where bytes lie, for people and for comparing.
fn place(bytes: &[u8]) -> String {
    ShmPlace::of(bytes).map_or("memory of its own".to_owned(), |place| place.to_string())
}

/// A cloud that is to be filled, of at most `points` points.
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
    // A domain of its own, so that two runs at a time do not hear each other.
    let domain_id = 100 + std::process::id() as usize;
    let mut filter = Stage::start("filter", domain_id)?;
    let mut mapper = Stage::start("mapper", domain_id)?;
    let context = context(domain_id)?;
    let node = context.create_node("lidar").build()?;
    let publisher = node.create_pub::<PointCloud2>(POINTS).build()?;
    // Each stage says when the next one is there.
    filter.next()?;
    if !publisher.wait_for_subscribers(1, PATIENCE) {
        return Err("no filter".into());
    }
    let mut copies = 0;
    for number in 1..=CLOUDS {
        let mut cloud = publisher.loan(empty_cloud("velodyne", SCAN.len() / STEP))?;
        let lent = cloud.path();
        // Where a driver would write what the sensor sends, point by point.
        let points = as_elements_mut::<PointXyzi>(&mut cloud.data).ok_or("the points are not aligned")?;
        for (point, bytes) in points.iter_mut().zip(SCAN.chunks_exact(STEP)) {
            *point = PointXyzi::from_le_bytes(bytes);
        }
        let written = place(&cloud.data);
        cloud.publish()?;

        let (viewed, obstacles) = (filter.next()?, filter.next()?);
        let (seen, mapped, found) = (mapper.next()?, mapper.next()?, mapper.next()?);
        println!("cloud {number}: written to {written}, filtered at {viewed}, mapped at {seen}");
        println!("  obstacles: written to {obstacles}, mapped at {mapped}: {found}");
        for (written, read) in [(&written, &viewed), (&written, &seen), (&obstacles, &mapped)] {
            let is_copy = written != read || !written.contains(':');
            if is_copy && lent.is_shm() {
                return Err("a cloud in shared memory was copied".into());
            }
            copies += usize::from(is_copy);
        }
    }
    filter.end()?;
    mapper.end()?;
    println!(
        "copies of points: {copies}, of {} readings in other processes",
        3 * CLOUDS
    );
    Ok(())
}
