//! `rosz topic hz`.

use super::feed::{FeedArguments, Source};
use super::statistics::{Summary, Window};
use crate::exit::{Outcome, Result};
use crate::network::NetworkArguments;
use crate::output::{Output, note};
use clap::Args;
use serde::Serialize;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The interval of the output.
const INTERVAL: Duration = Duration::from_secs(1);

#[derive(Args, Debug)]
pub(super) struct RateArguments {
    #[command(flatten)]
    feed: FeedArguments,

    /// Number of messages that the numbers are of
    #[arg(short, long, value_name = "COUNT", default_value_t = 10_000)]
    window: usize,
}

#[derive(Serialize)]
struct RateReport {
    /// Messages a second.
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
    let mut seen = 0;
    let mut is_found = false;
    let mut is_over = false;
    while !is_over {
        is_over = watch.stop.wait(INTERVAL);
        let (summary, messages, in_shm) = {
            let counts = counts.lock().unwrap_or_else(PoisonError::into_inner);
            // Copied, so that the receiving thread does not wait for the sums.
            (counts.periods.clone(), counts.messages, counts.in_shm)
        };
        if messages == seen {
            if !is_over {
                note("no new messages");
            }
            continue;
        }
        seen = messages;
        if let Some(period) = summary.summary() {
            is_found = true;
            let report = RateReport {
                rate: if period.mean > 0.0 {
                    1.0 / period.mean
                } else {
                    f64::INFINITY
                },
                period,
                messages,
                lost: watch.lost(),
                in_shared_memory: in_shm,
            };
            output.record(&report)?;
            let Summary {
                min,
                max,
                std_dev,
                window,
                ..
            } = report.period;
            let rate = report.rate;
            output.line(format_args!(
                "average rate: {rate:.3}\n\tmin: {min:.6}s max: {max:.6}s std dev: {std_dev:.6}s window: {window}"
            ))?;
        }
    }
    watch.note_losses();
    Ok(Outcome::found(is_found))
}
