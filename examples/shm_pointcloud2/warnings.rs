//! Prints the library's warnings on standard error, without zenoh's log.

use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{Layer, fmt};

pub fn print() -> ros_z::Result<()> {
    let warnings = Targets::new().with_target("ros_z", tracing::Level::WARN);
    tracing_subscriber::registry()
        .with(fmt::layer().with_writer(std::io::stderr).with_filter(warnings))
        .try_init()?;
    Ok(())
}
