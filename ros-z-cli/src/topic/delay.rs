//! `rosz topic delay`.

use super::feed::{Arrived, FeedArguments, INTERVAL, Source};
use super::statistics::{Summary, Window};
use crate::exit::{Outcome, Result};
use crate::network::NetworkArguments;
use crate::output::{Output, note};
use crate::types::TypeArguments;
use clap::Args;
use ros_z::core::dynamic::{DynamicView, Schema};
use serde::Serialize;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

#[derive(Args, Debug)]
pub(super) struct DelayArguments {
    #[command(flatten)]
    feed: FeedArguments,

    /// Measure from the time of publishing, which every message carries, instead of from `header.stamp`
    #[arg(long)]
    published: bool,

    /// Compute the statistics of at most this many messages, the last ones
    #[arg(short, long, value_name = "COUNT", default_value_t = 10_000)]
    window: usize,

    #[command(flatten)]
    types: TypeArguments,
}

#[derive(Serialize)]
struct DelayReport {
    /// Seconds.
    delay: Summary,
}

pub(super) fn run(arguments: &DelayArguments, network: &NetworkArguments, output: Output) -> Result {
    let Some(source) = Source::open(&arguments.feed, network)? else {
        return Ok(Outcome::Nothing);
    };
    let feed = source.subscribe()?;
    let schema = if arguments.published {
        None
    } else {
        let schema = feed.find_type(&arguments.types)?.schema;
        let is_stamped = ["header.stamp.sec", "header.stamp.nanosec"]
            .into_iter()
            .all(|path| schema.field(path).is_ok());
        if !is_stamped {
            return Err(format!(
                "{} has no header with a stamp; use --published",
                schema.type_name()
            )
            .into());
        }
        Some(schema)
    };
    let mut delays = Window::new(arguments.window);
    let mut last = Instant::now();
    while let Some(arrived) = feed.next() {
        let elapsed = arrived.at.elapsed();
        let now = since_epoch().saturating_sub(elapsed).as_secs_f64();
        let sent = match &schema {
            Some(schema) => stamp(schema, &arrived),
            None => arrived
                .sample
                .source_timestamp()
                .map(|nanoseconds| nanoseconds as f64 / 1e9),
        };
        match sent {
            Some(sent) => delays.push(now - sent),
            None => note("a message cannot be read"),
        }
        if last.elapsed() >= INTERVAL {
            last = Instant::now();
            print(&delays, output)?;
        }
    }
    print(&delays, output)?;
    feed.note_losses();
    Ok(Outcome::found(delays.summary().is_some()))
}

fn print(delays: &Window, output: Output) -> Result<()> {
    let Some(delay) = delays.summary() else {
        return Ok(());
    };
    output.record(&DelayReport { delay })?;
    let Summary {
        mean,
        min,
        max,
        std_dev,
        window,
    } = delay;
    output.line(format_args!(
        "average delay: {mean:.6}\n\tmin: {min:.6}s max: {max:.6}s std dev: {std_dev:.6}s window: {window}"
    ))
}

fn since_epoch() -> Duration {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
}

/// Returns the stamp of the header, in seconds.
fn stamp(schema: &Schema, arrived: &Arrived) -> Option<f64> {
    let message = DynamicView::new(schema, arrived.sample.to_contiguous()).ok()?;
    let number = |path| message.get(path).ok()?.as_f64();
    Some(number("header.stamp.sec")? + number("header.stamp.nanosec")? / 1e9)
}
