//! Events of `tracing` on `/rosout`, and a second node that prints what `rqt_console` would show.
//!
//! ```text
//! cargo run --example logging
//! ```

use ros_z::msgs::rcl_interfaces::Log;
use ros_z::prelude::*;
use tracing_subscriber::{filter::LevelFilter, layer::SubscriberExt, util::SubscriberInitExt};

fn main() -> Result<()> {
    let context = ZContextBuilder::from_args()?.build()?;
    let camera = context.create_node("camera").with_namespace("/robot1").build()?;
    // Three messages at once, then one per second. The defaults are 1000 and 200.
    let rosout = camera.rosout().with_rate_limit(3, 1).build()?;
    tracing_subscriber::registry()
        .with(LevelFilter::INFO)
        .with(tracing_subscriber::fmt::layer())
        .with(rosout.clone())
        .try_init()?;

    tracing::info!(fps = 30, "started");
    for degrees in [80, 85, 90, 95] {
        tracing::warn!(degrees, "the sensor is hot");
    }

    // `/rosout` keeps the last 1000 messages, so a console that starts later gets them, too.
    let console = context.create_node("console").build()?;
    let logs = console
        .create_sub::<Log>("/rosout")
        .with_qos(QosProfile::ROSOUT)
        .build()?;
    for _ in 0..4 {
        let sample = logs.recv_timeout(Duration::from_secs(10))?;
        let log = sample.ok_or("no log message arrived")?.decode()?;
        println!(
            "level {} of {}: {} ({}:{})",
            log.level, log.name, log.msg, log.file, log.line
        );
    }
    println!("{:?}", rosout.stats());
    Ok(())
}
