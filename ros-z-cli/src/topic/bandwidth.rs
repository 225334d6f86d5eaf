//! `rosz topic bw`.

use super::feed::{FeedArguments, Source};
use super::statistics::{Summary, Window};
use crate::exit::{Outcome, Result};
use crate::network::NetworkArguments;
use crate::output::Output;
use clap::Args;
use serde::Serialize;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

#[derive(Args, Debug)]
pub(super) struct BandwidthArguments {
    #[command(flatten)]
    feed: FeedArguments,

    /// Compute the statistics of at most this many messages, the last ones
    #[arg(short, long, value_name = "COUNT", default_value_t = 10_000)]
    window: usize,
}

#[derive(Serialize)]
struct BandwidthReport {
    bytes_per_second: f64,
    /// Bytes of a message.
    size: Summary,
    /// Messages so far.
    messages: u64,
    /// Messages so far that did not arrive.
    lost: u64,
    /// Messages so far that arrived in shared memory.
    in_shared_memory: u64,
}

#[derive(Clone)]
struct Counts {
    sizes: VecDeque<(Instant, usize)>,
    messages: u64,
    in_shm: u64,
}

pub(super) fn run(arguments: &BandwidthArguments, network: &NetworkArguments, output: Output) -> Result {
    let Some(source) = Source::open(&arguments.feed, network)? else {
        return Ok(Outcome::Nothing);
    };
    let capacity = arguments.window.max(2);
    let counts = Arc::new(Mutex::new(Counts {
        sizes: VecDeque::new(),
        messages: 0,
        in_shm: 0,
    }));
    let counted = counts.clone();
    let watch = source.watch(move |sample| {
        let mut counts = counted.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.sizes.len() == capacity {
            counts.sizes.pop_front();
        }
        counts.sizes.push_back((Instant::now(), sample.len()));
        counts.messages += 1;
        counts.in_shm += u64::from(sample.is_shm());
    })?;
    let messages = |counts: &Counts| counts.messages;
    watch.show_each_second(&counts, messages, |counts| {
        let Some((bytes_per_second, size)) = summarize(&counts.sizes) else {
            return Ok(false);
        };
        output.record(&BandwidthReport {
            bytes_per_second,
            size,
            messages: counts.messages,
            lost: watch.lost(),
            in_shared_memory: counts.in_shm,
        })?;
        output.line(format_args!(
            "{}/s from {} messages\n\tMessage size mean: {} min: {} max: {}",
            bytes(bytes_per_second),
            size.window,
            bytes(size.mean),
            bytes(size.min),
            bytes(size.max)
        ))?;
        Ok(true)
    })
}

/// Returns the bytes per second, and the sizes. A rate needs two messages.
fn summarize(sizes: &VecDeque<(Instant, usize)>) -> Option<(f64, Summary)> {
    let (first, last) = (sizes.front()?, sizes.back()?);
    let seconds = last.0.saturating_duration_since(first.0).as_secs_f64();
    let mut window = Window::new(sizes.len());
    sizes.iter().for_each(|(_, size)| window.push(*size as f64));
    let summary = window.summary()?;
    // The bytes of the first message arrived before the measured time.
    let received: usize = sizes.iter().skip(1).map(|(_, size)| size).sum();
    (seconds > 0.0).then(|| (received as f64 / seconds, summary))
}

/// Formats bytes with the unit that `ros2 topic bw` uses.
fn bytes(count: f64) -> String {
    if count >= 1e6 {
        format!("{:.2} MB", count / 1e6)
    } else if count >= 1e3 {
        format!("{:.2} KB", count / 1e3)
    } else {
        format!("{count:.0} B")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn the_first_message_starts_the_clock() {
        let start = Instant::now();
        let at = |seconds| start + Duration::from_secs(seconds);
        let sizes = VecDeque::from([(at(0), 500), (at(1), 1000), (at(2), 2000)]);
        let (rate, size) = summarize(&sizes).unwrap();
        assert_eq!((rate, size.min, size.max), (1500.0, 500.0, 2000.0));
        assert!(summarize(&VecDeque::from([(at(0), 500)])).is_none());
    }

    #[test]
    fn bytes_have_three_units() {
        assert_eq!(
            [bytes(12.0), bytes(1234.0), bytes(2.5e6)],
            ["12 B", "1.23 KB", "2.50 MB"]
        );
    }
}
