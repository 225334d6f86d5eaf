//! The table: starts the second process, and compares its report with each published cloud.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use lidar::{BoundingBox, SCAN, bounding_box};
use ros_z::{Published, Publisher};
use ros_z_msgs::sensor_msgs::PointCloud2;

use crate::received::Received;

/// Longest wait for the subscriber.
const PATIENCE: Duration = Duration::from_secs(20);

/// Compares each published cloud with the subscriber's report about it.
pub struct Table {
    domain_id: usize,
    subscriber: Child,
    reports: Receiver<String>,
    expected: (usize, BoundingBox),
    sent: usize,
    received: usize,
    in_place: usize,
    right: usize,
}

impl Table {
    /// Starts the subscriber, and prints the head of the table.
    pub fn start() -> ros_z::Result<Self> {
        // Each run uses its own domain, so that two concurrent runs do not receive each other's clouds.
        let domain_id = 100 + std::process::id() as usize;
        let mut subscriber = Command::new(std::env::current_exe()?)
            .arg(domain_id.to_string())
            .stdout(Stdio::piped())
            .spawn()?;
        let output = subscriber.stdout.take().ok_or("the subscriber has no output")?;
        let (sender, reports) = channel();
        std::thread::spawn(move || {
            BufReader::new(output)
                .lines()
                .map_while(Result::ok)
                .try_for_each(|line| sender.send(line))
        });
        let expected = bounding_box(SCAN);
        println!(
            "The scan: {} points, {} bytes, {}\n",
            expected.0,
            SCAN.len(),
            expected.1
        );
        println!(
            "{:<14} {:<28} {:>8} {:>8} {:>9}   {:<8} {:>7} {:>9}  right",
            "pattern", "published by", "bytes", "copied", "publish", "received", "points", "latency"
        );
        Ok(Self {
            domain_id,
            subscriber,
            reports,
            expected,
            sent: 0,
            received: 0,
            in_place: 0,
            right: 0,
        })
    }

    /// The domain in which both processes meet.
    pub fn domain_id(&self) -> usize {
        self.domain_id
    }

    /// Waits until the subscriber has discovered this publisher.
    pub fn wait_for_subscriber(&self, publisher: &Publisher<PointCloud2>) -> ros_z::Result<()> {
        match publisher.wait_for_subscriber(PATIENCE) {
            true => Ok(()),
            false => Err(format!("no subscriber on {} within {PATIENCE:?}", publisher.topic()).into()),
        }
    }

    /// Waits until the subscriber reports this cloud, and prints a row. Afterwards no message is in flight.
    pub fn add(
        &mut self,
        pattern: &str,
        publisher: &Publisher<PointCloud2>,
        published: Published,
        took: Duration,
    ) -> ros_z::Result<()> {
        self.sent += 1;
        let path = published.path.to_string();
        let bytes = published.bytes;
        print!(
            "{pattern:<14} {path:<28} {bytes:>8} {:>8} {took:>9.1?}   ",
            bytes - published.spliced
        );
        let Ok(line) = self.reports.recv_timeout(PATIENCE) else {
            println!("missing");
            return Ok(());
        };
        let seen: Received = line.parse()?;
        let is_right = seen.topic == publisher.topic()
            && (seen.points, seen.bounds) == self.expected
            && seen.is_shm == published.path.is_shm();
        println!(
            "{:<8} {:>7} {:>9.1?}  {}",
            if seen.is_shm { "in place" } else { "copied" },
            seen.points,
            seen.latency,
            if is_right { "yes" } else { "NO" }
        );
        self.received += 1;
        self.in_place += usize::from(seen.is_shm);
        self.right += usize::from(is_right);
        Ok(())
    }

    /// Prints the totals. Fails unless every cloud arrived, with the right points, on the reported path.
    pub fn finish(mut self) -> ros_z::Result<()> {
        let Self {
            sent,
            received,
            in_place,
            right,
            ..
        } = self;
        println!(
            "\nTotal: {sent} clouds sent, {received} received, {in_place} of them in shared memory, {right} right."
        );
        if right < sent {
            // The subscriber may still wait for a missing cloud.
            self.subscriber.kill()?;
        }
        match self.subscriber.wait()?.success() && right == sent {
            true => Ok(()),
            false => Err(format!("{} of {sent} clouds are missing or wrong", sent - right).into()),
        }
    }
}
