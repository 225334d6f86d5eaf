//! `rosz bag play`: publishes the messages of a recording at the pace at which they were received.

use super::clock::ClockPlayer;
use super::error::BagError;
use super::mcap::order::TimeOrder;
use super::mcap::reader::Mcap;
use super::pace::{Pace, parse_rate};
use super::players::Players;
use super::progress::Progress;
use super::recording::Recording;
use super::remap::Remap;
use super::selection::Selection;
use crate::exit::{Outcome, Result};
use crate::network::{NetworkArguments, seconds};
use crate::output::{Output, warn};
use crate::stop::Stop;
use crate::units::{nanos, parse_size, seconds_text};
use clap::Args;
use regex::Regex;
use ros_z::context::ZContextBuilder;
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The command line of `rosz bag play`.
#[derive(Args, Debug)]
pub(crate) struct PlayArguments {
    /// File, or folder of rosbag2
    #[arg(value_name = "RECORDING")]
    recording: PathBuf,

    /// Play faster or slower than recorded
    #[arg(short, long, value_name = "FACTOR", default_value = "1", value_parser = parse_rate)]
    rate: f64,

    /// Start again at the end
    #[arg(short = 'l', long = "loop")]
    repeat: bool,

    /// Start this long after the first message, in seconds
    #[arg(long, value_name = "SECONDS", default_value = "0", value_parser = seconds)]
    start: Duration,

    /// Play only these topics
    #[arg(long, value_name = "TOPIC", num_args = 1..)]
    topics: Vec<String>,

    /// Play only the topics that match a regular expression
    #[arg(short = 'e', long, value_name = "EXPRESSION")]
    regex: Option<Regex>,

    /// Play a topic under another name
    #[arg(short = 'm', long, value_name = "OLD:=NEW", num_args = 1..)]
    remap: Vec<Remap>,

    /// Publish the time of the recording on /clock, this many times per second [without a number: 40]
    #[arg(long, value_name = "HZ", num_args = 0..=1, default_missing_value = "40", value_parser = parse_rate)]
    clock: Option<f64>,

    /// Wait this long before the first message, in seconds, also if there are subscribers
    #[arg(short, long, value_name = "SECONDS", default_value = "0", value_parser = seconds)]
    delay: Duration,

    /// Size of the shared memory pool, such as 64M or 1G
    #[arg(long, value_name = "SIZE", default_value = "64M", value_parser = parse_size)]
    pool: u64,
}

/// The result of playing.
#[derive(Debug, Serialize)]
struct Report {
    messages: u64,
    failed: u64,
    rounds: u64,
    recording_nanoseconds: u64,
}

/// Plays a recording, until its end or Ctrl-C.
pub(crate) fn run(arguments: &PlayArguments, network: &NetworkArguments, output: Output) -> Result {
    let stop = Stop::at_signal_or_after(None)?;
    let recording = Recording::open(&arguments.recording)?;
    let parts = recording.read()?;
    let selection = Selection::new(&arguments.topics, arguments.regex.clone());
    let selection = match selection.is_empty() {
        true => selection.with_all(true),
        false => selection,
    };
    let selection = selection.with_hidden(true);
    let pool = usize::try_from(arguments.pool).unwrap_or(usize::MAX);
    let context = network.open_with(ZContextBuilder::default().with_shm_pool_size(pool)?)?;
    let node = network.node(&context)?;
    let mut players = Players::default();
    for (index, (_, mcap)) in parts.iter().enumerate() {
        players.add(&node, (index, mcap), &selection, &arguments.remap)?;
    }
    if players.is_empty() {
        warn("the recording has no topic to play");
        return Ok(Outcome::Nothing);
    }
    let clock = match arguments.clock {
        Some(frequency) => Some(ClockPlayer::new(&node, frequency, arguments.rate)?),
        None => None,
    };
    let start = Instant::now();
    players.wait_for_subscribers(network.spin_time());
    stop.wait(arguments.delay.saturating_sub(start.elapsed()));
    let mut player = Playing {
        parts: &parts,
        players,
        clock,
        rate: arguments.rate,
        progress: Progress::new(!output.is_json()),
        stop: &stop,
    };
    let (first, last) = times_of(&parts);
    let first = first.saturating_add(nanos(arguments.start));
    let mut rounds = 0;
    while !stop.is_due() {
        let before = player.players.counts();
        player.round(first)?;
        rounds += 1;
        // A round without a message would be repeated without a pause.
        if !arguments.repeat || player.players.counts() == before {
            break;
        }
    }
    player.progress.clear();
    let (messages, failed) = player.players.counts();
    let report = Report {
        messages,
        failed,
        rounds,
        recording_nanoseconds: last.saturating_sub(first),
    };
    output.document(&report)?;
    output.line(format_args!(
        "played {messages} messages of {}{}",
        seconds_text(report.recording_nanoseconds),
        match failed {
            0 => String::new(),
            failed => format!("; {failed} could not be played"),
        }
    ))?;
    Ok(Outcome::found(messages > 0))
}

/// Returns the times of the first and the last message.
fn times_of(parts: &[(&Path, Mcap<'_>)]) -> (u64, u64) {
    let counted = parts.iter().map(|(_, mcap)| mcap.statistics());
    let times = counted
        .filter(|statistics| statistics.message_count > 0)
        .map(|statistics| (statistics.start_time, statistics.end_time));
    times
        .reduce(|(first, last), (start, end)| (first.min(start), last.max(end)))
        .unwrap_or_default()
}

struct Playing<'p, 'a> {
    parts: &'p [(&'p Path, Mcap<'a>)],
    players: Players,
    clock: Option<ClockPlayer>,
    rate: f64,
    progress: Progress,
    stop: &'p Stop,
}

impl Playing<'_, '_> {
    /// Plays all files once, from a time on.
    fn round(&mut self, first: u64) -> Result<()> {
        let pace = Pace::new(first, self.rate);
        if let Some(clock) = &mut self.clock {
            clock.restart(first);
        }
        let mut bytes = 0;
        for (index, (path, mcap)) in self.parts.iter().enumerate() {
            let mut order = TimeOrder::new(mcap, first..=u64::MAX);
            while let Some(message) = order.next().map_err(BagError::mcap(*path))? {
                let time = message.header.log_time;
                if !self.tick(&pace, time)? || !wait_until(self.stop, pace.due(time)) {
                    return Ok(());
                }
                if self.players.publish(index, &message) {
                    bytes += message.payload.len() as u64;
                }
                let (messages, _) = self.players.counts();
                self.progress.update(messages, bytes, || {
                    format!(", at {}", seconds_text(time - first.min(time)))
                });
            }
            for error in order.problems() {
                warn(format_args!("{}: {error}", path.display()));
            }
        }
        Ok(())
    }

    /// Publishes the times up to the next message. Returns `false` if the command is to end.
    fn tick(&mut self, pace: &Pace, time: u64) -> Result<bool> {
        let Some(clock) = &mut self.clock else {
            return Ok(true);
        };
        while let Some(next) = clock.next_until(time) {
            if !wait_until(self.stop, pace.due(next)) {
                return Ok(false);
            }
            clock.publish()?;
        }
        Ok(true)
    }
}

/// Waits until a time, and returns whether the command goes on.
fn wait_until(stop: &Stop, time: Instant) -> bool {
    !stop.wait(time.saturating_duration_since(Instant::now()))
}
