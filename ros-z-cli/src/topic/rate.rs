//! `rosz topic hz`.

use super::feed::{FeedArguments, Source};
use super::statistics::{Summary, Window};
use crate::exit::{Outcome, Result};
use crate::network::NetworkArguments;
use crate::output::Output;
use clap::Args;
use serde::Serialize;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

#[derive(Args, Debug)]
pub(super) struct RateArguments {
    #[command(flatten)]
    feed: FeedArguments,

    /// Compute the statistics of at most this many messages, the last ones
    #[arg(short, long, value_name = "COUNT", default_value_t = 10_000)]
    window: usize,
}

#[derive(Serialize)]
struct RateReport {
    /// Messages per second.
    rate: f64,
    /// Seconds between two messages.
    period: Summary,
    /// Messages so far.
    messages: u64,
    /// Messages so far that did not arrive.
    lost: u64,
    /// Messages so far that arrived in shared memory.
    in_shared_memory: u64,
}

#[derive(Clone)]
struct Counts {
    periods: Window,
    last: Option<Instant>,
    messages: u64,
    in_shm: u64,
}

pub(super) fn run(arguments: &RateArguments, network: &NetworkArguments, output: Output) -> Result {
    let Some(source) = Source::open(&arguments.feed, network)? else {
        return Ok(Outcome::Nothing);
    };
    let counts = Arc::new(Mutex::new(Counts {
        periods: Window::new(arguments.window),
        last: None,
        messages: 0,
        in_shm: 0,
    }));
    let counted = counts.clone();
    let watch = source.watch(move |sample| {
        let now = Instant::now();
        let mut counts = counted.lock().unwrap_or_else(PoisonError::into_inner);
        counts.messages += 1;
        counts.in_shm += u64::from(sample.is_shm());
        if let Some(last) = counts.last.replace(now) {
            counts
                .periods
                .push(now.saturating_duration_since(last).as_secs_f64());
        }
    })?;
    let messages = |counts: &Counts| counts.messages;
    watch.show_each_second(&counts, messages, |counts| {
        let Some(period) = counts.periods.summary() else {
            return Ok(false);
        };
        let rate = if period.mean > 0.0 {
            1.0 / period.mean
        } else {
            f64::INFINITY
        };
        let report = RateReport {
            rate,
            period,
            messages: counts.messages,
            lost: watch.lost(),
            in_shared_memory: counts.in_shm,
        };
        output.record(&report)?;
        let Summary {
            min,
            max,
            std_dev,
            window,
            ..
        } = report.period;
        output.line(format_args!(
            "average rate: {rate:.3}\n\tmin: {min:.6}s max: {max:.6}s std dev: {std_dev:.6}s window: {window}"
        ))?;
        Ok(true)
    })
}
