//! The publishers of the bench, and a subscriber in another process.

use crate::{LARGE, Result};
use ros_z::context::ZContextBuilder;
use ros_z::msgs::{sensor_msgs, std_msgs};
use ros_z::prelude::*;
use std::net::TcpListener;
use std::process::{Child, Command};
use std::time::{Duration, Instant};

/// The longest wait for another process.
const DEADLINE: Duration = Duration::from_secs(30);

/// Publishers of large and of small messages.
pub struct Publishers {
    endpoint: String,
    large: Publisher<sensor_msgs::Image>,
    small: Publisher<std_msgs::String>,
    image: sensor_msgs::Image,
    text: std_msgs::String,
}

/// A subscriber in another process; killed when dropped.
pub struct Subscribing(Child);

impl Drop for Subscribing {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Publishers {
    pub fn new() -> Result<Self> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let endpoint = format!("tcp/127.0.0.1:{port}");
        let context = ZContextBuilder::default()
            .with_listen_endpoints([endpoint.as_str()])
            .with_connect_endpoints(Vec::<String>::new())
            .with_shm_pool_size(256 << 20)?
            .build()?;
        let node = context.create_node("bench").build()?;
        Ok(Self {
            endpoint,
            large: node.create_pub("/large").build()?,
            small: node.create_pub("/small").build()?,
            image: image(LARGE),
            text: std_msgs::String { data: "x".repeat(55) },
        })
    }

    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// Waits until one of the topics has a recorder.
    pub fn wait_for_recorder(&self) -> Result<()> {
        let start = Instant::now();
        while start.elapsed() < DEADLINE {
            let wait = Duration::from_millis(50);
            if self.large.wait_for_subscriber(wait) || self.small.wait_for_subscriber(wait) {
                return Ok(());
            }
        }
        Err("the recorder does not subscribe".into())
    }

    /// Publishes messages of `size` bytes at a rate, in bytes a second.
    pub fn publish_large(&self, size: usize, rate: f64, length: Duration) -> Result<()> {
        let image = image(size);
        let interval = size as f64 / rate;
        let start = Instant::now();
        let mut count = 0.0;
        while start.elapsed() < length {
            self.large.publish(&image)?;
            count += 1.0;
            let due = Duration::from_secs_f64(count * interval);
            std::thread::sleep(due.saturating_sub(start.elapsed()));
        }
        Ok(())
    }

    /// Publishes small messages as fast as possible, and returns their number.
    pub fn publish_small(&self, length: Duration) -> Result<u64> {
        let start = Instant::now();
        let mut count = 0;
        while start.elapsed() < length {
            self.small.publish(&self.text)?;
            count += 1;
        }
        Ok(count)
    }

    /// Publishes a large message 50 times a second, and returns the median time of `publish` in seconds.
    pub fn publish_time(&self, length: Duration) -> Result<f64> {
        let interval = Duration::from_millis(20);
        let start = Instant::now();
        let mut times = Vec::new();
        while start.elapsed() < length {
            let before = Instant::now();
            self.large.publish(&self.image)?;
            let time = before.elapsed();
            times.push(time.as_secs_f64());
            std::thread::sleep(interval.saturating_sub(time));
        }
        Ok(crate::median(&mut times))
    }

    /// Starts a subscriber to the large messages, and waits until it has joined.
    pub fn start_subscriber(&self) -> Result<Subscribing> {
        let child = Command::new(std::env::current_exe()?)
            .args(["subscribe", &self.endpoint])
            .spawn()?;
        let subscriber = Subscribing(child);
        if self.large.wait_for_subscriber(DEADLINE) {
            Ok(subscriber)
        } else {
            Err("the subscriber does not join".into())
        }
    }
}

/// Returns an image of `size` bytes.
fn image(size: usize) -> sensor_msgs::Image {
    sensor_msgs::Image {
        data: (0..size)
            .map(|index| (index * 31) as u8)
            .collect::<Vec<u8>>()
            .into(),
        ..Default::default()
    }
}

/// Receives large messages until it is killed.
pub fn subscribe(endpoint: &str) -> Result<()> {
    let context = ZContextBuilder::default()
        .with_connect_endpoints([endpoint])
        .build()?;
    let node = context.create_node("subscriber").build()?;
    let subscriber = node.create_sub::<sensor_msgs::Image>("/large").build()?;
    loop {
        subscriber.recv()?;
    }
}
