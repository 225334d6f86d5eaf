//! Publishes and receives a custom struct.
//!
//! ```text
//! cargo run --example pubsub_custom
//! ```

use std::time::Duration;

use ros_z::context::ZContextBuilder;
use ros_z_core::{RosMessage, SizeEstimation};

/// The ticks of a wheel encoder since its last message.
#[derive(Debug, PartialEq, RosMessage, SizeEstimation)]
struct WheelTicks {
    wheel: String,
    ticks: Vec<i32>,
    slipping: bool,
}

fn main() -> ros_z::Result<()> {
    let context = ZContextBuilder::default().with_shm_enabled()?.build()?;
    let node = context.create_node("wheels").build()?;
    let subscriber = node.create_sub::<WheelTicks>("ticks").build()?;
    let publisher = node.create_pub::<WheelTicks>("ticks").build()?;

    let sent = WheelTicks {
        wheel: "left".to_owned(),
        ticks: (0..1000).collect(),
        slipping: false,
    };
    let published = publisher.publish(&sent)?;
    println!(
        "published {} bytes on {}: {}",
        published.bytes,
        publisher.topic(),
        published.path
    );

    let sample = subscriber
        .recv_timeout(Duration::from_secs(5))?
        .ok_or("nothing arrived within 5 s")?;
    let received = sample.decode()?;
    println!(
        "received {} ticks of the {} wheel",
        received.ticks.len(),
        received.wheel
    );
    assert_eq!(received, sent);
    Ok(())
}
