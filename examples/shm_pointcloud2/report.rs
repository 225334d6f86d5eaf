//! What the two processes say of each cloud, and the table that compares them.

use lidar::{BoundingBox, SCAN, bounding_box};
use ros_z::Published;
use std::fmt;
use std::io::{BufRead, BufReader};
use std::process::Child;
use std::str::FromStr;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// What the publisher knows of a cloud.
pub struct Sent<'a> {
    pub topic: &'a str,
    pub pattern: &'a str,
    pub published: Published,
    pub took: Duration,
}

/// What the subscriber saw of it; printed and parsed as one line.
pub struct Received {
    pub topic: String,
    pub is_shm: bool,
    pub points: usize,
    pub bounds: BoundingBox,
    pub latency: Duration,
}

impl fmt::Display for Received {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} {} {} {}",
            self.topic,
            self.is_shm,
            self.points,
            self.latency.as_nanos()
        )?;
        self.bounds
            .min
            .iter()
            .chain(&self.bounds.max)
            .try_for_each(|number| write!(f, " {number}"))
    }
}

impl FromStr for Received {
    type Err = zenoh::Error;

    fn from_str(line: &str) -> ros_z::Result<Self> {
        let mut words = line.split_whitespace();
        let mut next = || {
            words
                .next()
                .ok_or_else(|| zenoh::Error::from(format!("cut short: {line}")))
        };
        let (topic, is_shm) = (next()?.to_owned(), next()?.parse()?);
        let (points, latency) = (next()?.parse()?, Duration::from_nanos(next()?.parse()?));
        let mut number = || -> ros_z::Result<f32> { Ok(next()?.parse()?) };
        let bounds = BoundingBox {
            min: [number()?, number()?, number()?],
            max: [number()?, number()?, number()?],
        };
        Ok(Self {
            topic,
            is_shm,
            points,
            bounds,
            latency,
        })
    }
}

/// Compares what was sent with what the subscriber reports, row by row.
pub struct Table {
    child: Child,
    reports: Receiver<String>,
    expected: (usize, BoundingBox),
    sent: usize,
    received: usize,
    in_place: usize,
    right: usize,
}

impl Table {
    /// Starts a table of what this subscriber reports.
    pub fn new(mut child: Child) -> ros_z::Result<Self> {
        let output = child.stdout.take().ok_or("the subscriber has no output")?;
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
            child,
            reports,
            expected,
            sent: 0,
            received: 0,
            in_place: 0,
            right: 0,
        })
    }

    /// Waits for the subscriber to report a cloud, and adds a row.
    pub fn add(&mut self, sent: &Sent) -> ros_z::Result<()> {
        let Published {
            path, bytes, spliced, ..
        } = sent.published;
        self.sent += 1;
        let path = path.to_string();
        print!(
            "{:<14} {path:<28} {bytes:>8} {:>8} {:>9.1?}   ",
            sent.pattern,
            bytes - spliced,
            sent.took
        );
        let Ok(line) = self.reports.recv_timeout(Duration::from_secs(20)) else {
            println!("missing");
            return Ok(());
        };
        let seen: Received = line.parse()?;
        let is_right = seen.topic == sent.topic
            && (seen.points, seen.bounds) == self.expected
            && seen.is_shm == sent.published.path.is_shm();
        println!(
            "{:<8} {:>7} {:>9.1?}  {}",
            if seen.is_shm { "in place" } else { "by copy" },
            seen.points,
            seen.latency,
            if is_right { "yes" } else { "NO" }
        );
        self.received += 1;
        self.in_place += usize::from(seen.is_shm);
        self.right += usize::from(is_right);
        Ok(())
    }

    /// Prints the totals, and fails unless every cloud arrived, was right, and went the way it was said to.
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
            // It may wait for a cloud that does not come.
            self.child.kill()?;
        }
        match self.child.wait()?.success() && right == sent {
            true => Ok(()),
            false => Err(format!("{} of {sent} clouds are missing or wrong", sent - right).into()),
        }
    }
}
