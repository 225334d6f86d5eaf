//! `rosz bag convert`: writes a part of a recording to another one: some topics, a range of time, another compression.
//! Also recovers the messages of a file that was not finished, or is damaged.

use super::error::BagError;
use super::files::{BagFiles, SplitLimits};
use super::mcap::compression::Compression;
use super::mcap::order::TimeOrder;
use super::mcap::reader::{End, Mcap};
use super::progress::Progress;
use super::recording::{Recording, topic_of};
use super::selection::Selection;
use super::topic::RecordedTopic;
use crate::exit::{Outcome, Result};
use crate::network::seconds;
use crate::output::{Output, warn};
use crate::stop::Stop;
use crate::units::{nanos, parse_size, size_text};
use clap::Args;
use regex::Regex;
use serde::Serialize;
use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The command line of `rosz bag convert`.
#[derive(Args, Debug)]
pub(crate) struct ConvertArguments {
    /// File, or folder of rosbag2
    #[arg(value_name = "RECORDING")]
    recording: PathBuf,

    /// Folder to create
    #[arg(short, long, value_name = "FOLDER")]
    output: PathBuf,

    /// Copy only these topics
    #[arg(long, value_name = "TOPIC", num_args = 1..)]
    topics: Vec<String>,

    /// Copy only the topics that match a regular expression
    #[arg(short = 'e', long, value_name = "EXPRESSION")]
    regex: Option<Regex>,

    /// Start this long after the first message, in seconds
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    start: Option<Duration>,

    /// Stop this long after the first message, in seconds
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    end: Option<Duration>,

    /// Compress chunks: zstd, lz4 or none
    #[arg(long, value_name = "METHOD", default_value = "none")]
    compress: Compression,

    /// Start the next file when the current one reaches this size, such as 500M or 2G
    #[arg(long, value_name = "SIZE", value_parser = parse_size)]
    max_size: Option<u64>,

    /// Start the next file when the current one covers this time, in seconds
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    max_duration: Option<Duration>,
}

/// The result of a conversion.
#[derive(Debug, Serialize)]
struct Report {
    folder: PathBuf,
    messages: u64,
    bytes: u64,
    /// Messages in the recording, whether they were selected or not.
    read: u64,
    files: Vec<RecoveredFile>,
}

/// A file that was not finished, or is damaged.
#[derive(Debug, Serialize)]
struct RecoveredFile {
    path: PathBuf,
    messages: u64,
    bytes: usize,
    /// The position from which on the file cannot be read.
    cut_at: Option<usize>,
    damage: Option<String>,
    damaged_chunks: usize,
}

/// Converts a recording.
pub(crate) fn run(arguments: &ConvertArguments, output: Output) -> Result {
    let selection = Selection::new(&arguments.topics, arguments.regex.clone());
    let selection = match selection.is_empty() {
        true => selection.with_all(true),
        false => selection,
    };
    let recording = Recording::open(&arguments.recording)?;
    let parts = recording.read()?;
    let limits = SplitLimits {
        size: arguments.max_size,
        duration: arguments.max_duration,
    };
    let stop = Stop::at_signal_or_after(None)?;
    let mut conversion = Conversion {
        selection: selection.with_hidden(true),
        times: times_of(&parts, arguments.start, arguments.end),
        files: BagFiles::create(&arguments.output, arguments.compress, limits)?,
        topics: HashMap::new(),
        messages: 0,
        progress: Progress::new(!output.is_json()),
    };
    let mut report = Report {
        folder: arguments.output.clone(),
        messages: 0,
        bytes: 0,
        read: 0,
        files: Vec::new(),
    };
    for ((path, mcap), bytes) in parts.iter().zip(recording.sizes()) {
        if stop.is_due() {
            break;
        }
        let (damage, damaged_chunks) = conversion.copy(path, mcap, &stop)?;
        report.read = report.read.saturating_add(mcap.statistics().message_count);
        let cut_at = match mcap.end() {
            End::Finished => None,
            End::Cut(position) => Some(position),
        };
        if cut_at.is_some() || damage.is_some() {
            report.files.push(RecoveredFile {
                path: path.to_path_buf(),
                messages: mcap.statistics().message_count,
                bytes,
                cut_at,
                damage,
                damaged_chunks,
            });
        }
    }
    conversion.progress.clear();
    report.messages = conversion.messages;
    report.bytes = conversion.files.bytes();
    conversion.files.finish()?;
    print(&report, output)?;
    Ok(Outcome::found(report.messages > 0 && !stop.is_due()))
}

/// Returns the range of times to copy.
fn times_of(
    parts: &[(&Path, Mcap<'_>)],
    start: Option<Duration>,
    end: Option<Duration>,
) -> RangeInclusive<u64> {
    let counted = parts
        .iter()
        .map(|(_, mcap)| mcap.statistics())
        .filter(|statistics| statistics.message_count > 0);
    let first = counted
        .map(|statistics| statistics.start_time)
        .min()
        .unwrap_or_default();
    let after = |duration: Duration| first.saturating_add(nanos(duration));
    start.map_or(0, after)..=end.map_or(u64::MAX, after)
}

struct Conversion {
    selection: Selection,
    times: RangeInclusive<u64>,
    files: BagFiles,
    /// The index of each topic in `files`, by its name, type and hash.
    topics: HashMap<(String, String, Option<String>), usize>,
    messages: u64,
    progress: Progress,
}

impl Conversion {
    /// Copies the messages of a file. Returns the first damage and the number of damaged chunks.
    fn copy(&mut self, path: &Path, mcap: &Mcap<'_>, stop: &Stop) -> Result<(Option<String>, usize)> {
        let mut damage = None;
        let mut damaged = 0;
        // The index of each channel in `files`; `None` for one that is not selected.
        let mut indexes: HashMap<u16, Option<usize>> = HashMap::new();
        let mut order = TimeOrder::new(mcap, self.times.clone());
        while let Some(message) = order.next().map_err(BagError::mcap(path))? {
            if stop.is_due() {
                break;
            }
            let header = message.header;
            let index = match indexes.get(&header.channel_id) {
                Some(index) => *index,
                None => {
                    let channel = mcap.channels().get(&header.channel_id);
                    let index = channel.and_then(|channel| self.index_of(topic_of(mcap, channel)));
                    indexes.insert(header.channel_id, index);
                    index
                }
            };
            if let Some(index) = index {
                self.files.write(index, header, &[message.payload])?;
                self.messages += 1;
                let bytes = self.files.bytes();
                self.progress.update(self.messages, bytes, String::new);
            }
            for error in order.problems() {
                damaged += 1;
                damage.get_or_insert_with(|| error.to_string());
            }
        }
        for error in order.problems() {
            damaged += 1;
            damage.get_or_insert_with(|| error.to_string());
        }
        Ok((damage, damaged))
    }

    /// Returns the index of a topic that is selected.
    fn index_of(&mut self, topic: RecordedTopic) -> Option<usize> {
        if !self.selection.contains(topic.name()) {
            return None;
        }
        let hash = topic.type_hash().map(|hash| hash.to_string());
        let key = (topic.name().to_owned(), topic.type_name().to_owned(), hash);
        let files = &mut self.files;
        Some(*self.topics.entry(key).or_insert_with(|| files.add_topic(topic)))
    }
}

fn print(report: &Report, output: Output) -> Result<()> {
    for file in &report.files {
        if let Some(position) = file.cut_at {
            warn(format_args!(
                "{} was not finished: recovered {} messages in the first {position} of {} bytes",
                file.path.display(),
                file.messages,
                file.bytes
            ));
        }
        if let Some(damage) = &file.damage {
            warn(format_args!(
                "{}: {} damaged chunks: {damage}",
                file.path.display(),
                file.damaged_chunks
            ));
        }
    }
    output.document(report)?;
    output.line(format_args!(
        "{}: {} of {} messages, {}",
        report.folder.display(),
        report.messages,
        report.read,
        size_text(report.bytes)
    ))
}
