//! `rosz bag info`: what a recording contains.

use super::mcap::reader::{End, Mcap};
use super::qos_yaml;
use super::recording::{Recording, topic_of};
use super::topic::RecordedTopic;
use crate::exit::{Outcome, Result};
use crate::output::{HEADING, Output};
use crate::units::{date_text, seconds_text, size_text};
use clap::Args;
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The command line of `rosz bag info`.
#[derive(Args, Debug)]
pub(crate) struct InfoArguments {
    /// File, or folder of rosbag2
    #[arg(value_name = "RECORDING")]
    recording: PathBuf,

    /// Also print the type hash of each topic, and the quality of service of its publishers
    #[arg(short, long)]
    verbose: bool,
}

/// The contents of a recording.
#[derive(Debug, Serialize)]
struct Info {
    files: Vec<FileEntry>,
    bytes: u64,
    messages: u64,
    start_nanoseconds: u64,
    duration_nanoseconds: u64,
    topics: Vec<TopicEntry>,
}

#[derive(Debug, Serialize)]
struct FileEntry {
    path: PathBuf,
    messages: u64,
    /// The position from which on the file cannot be read, if its writer did not finish it.
    cut_at: Option<usize>,
    /// The first damage, and the number of damaged chunks. Only known for a file without a summary.
    damage: Option<String>,
    damaged_chunks: usize,
}

#[derive(Debug, Serialize)]
struct TopicEntry {
    name: String,
    #[serde(rename = "type")]
    type_name: String,
    hash: Option<String>,
    encoding: String,
    messages: u64,
    has_definition: bool,
    qos: Vec<String>,
}

/// Prints what a recording contains.
pub(crate) fn run(arguments: &InfoArguments, output: Output) -> Result {
    let recording = Recording::open(&arguments.recording)?;
    let info = Info::of(&recording)?;
    output.document(&info)?;
    print(&info, arguments.verbose, output)?;
    Ok(Outcome::found(info.messages > 0))
}

impl Info {
    fn of(recording: &Recording) -> Result<Self> {
        let mut files = Vec::new();
        let mut topics: BTreeMap<(String, String), (RecordedTopic, u64)> = BTreeMap::new();
        let mut times: Option<(u64, u64)> = None;
        for (path, mcap) in recording.read()? {
            let statistics = mcap.statistics();
            files.push(FileEntry::of(path, &mcap));
            if statistics.message_count > 0 {
                let (start, end) = times.unwrap_or((u64::MAX, 0));
                times = Some((start.min(statistics.start_time), end.max(statistics.end_time)));
            }
            for (id, channel) in mcap.channels() {
                let topic = topic_of(&mcap, channel);
                let count = statistics
                    .channel_message_counts
                    .get(id)
                    .copied()
                    .unwrap_or_default();
                let key = (topic.name().to_owned(), topic.type_name().to_owned());
                topics.entry(key).or_insert((topic, 0)).1 += count;
            }
        }
        let (start, end) = times.unwrap_or_default();
        Ok(Self {
            bytes: recording.size(),
            messages: files
                .iter()
                .fold(0, |sum: u64, file| sum.saturating_add(file.messages)),
            start_nanoseconds: start,
            duration_nanoseconds: end.saturating_sub(start),
            files,
            topics: topics.into_values().map(TopicEntry::from).collect(),
        })
    }
}

impl FileEntry {
    fn of(path: &Path, mcap: &Mcap<'_>) -> Self {
        let damage = mcap.damage();
        Self {
            path: path.to_owned(),
            messages: mcap.statistics().message_count,
            cut_at: match mcap.end() {
                End::Finished => None,
                End::Cut(position) => Some(position),
            },
            damage: damage.map(|(error, _)| error.to_string()),
            damaged_chunks: damage.map_or(0, |(_, count)| count),
        }
    }
}

impl From<(RecordedTopic, u64)> for TopicEntry {
    fn from((topic, messages): (RecordedTopic, u64)) -> Self {
        Self {
            hash: topic.type_hash().map(|hash| hash.to_string()),
            qos: topic.qos().iter().map(qos_yaml::short).collect(),
            has_definition: !topic.schema.data.is_empty(),
            messages,
            name: topic.channel.topic,
            type_name: topic.schema.name,
            encoding: topic.channel.message_encoding,
        }
    }
}

fn print(info: &Info, verbose: bool, output: Output) -> Result<()> {
    let field = |name: &str, value: &dyn std::fmt::Display| {
        output.line(format_args!("{HEADING}{name:<10}{HEADING:#} {value}"))
    };
    for file in &info.files {
        field("File", &file.path.display())?;
        if let Some(position) = file.cut_at {
            field("", &format_args!("not finished; readable up to byte {position}"))?;
        }
        if let Some(damage) = &file.damage {
            field(
                "",
                &format_args!("{} damaged chunks: {damage}", file.damaged_chunks),
            )?;
        }
    }
    field("Size", &size_text(info.bytes))?;
    field("Messages", &info.messages)?;
    field("Start", &date_text(info.start_nanoseconds))?;
    field("Duration", &seconds_text(info.duration_nanoseconds))?;
    field("Topics", &info.topics.len())?;
    let width = |text: fn(&TopicEntry) -> usize| info.topics.iter().map(text).max().unwrap_or_default();
    let (names, types) = (
        width(|topic| topic.name.len()),
        width(|topic| topic.type_name.len()),
    );
    for topic in &info.topics {
        output.line(format_args!(
            "  {:<names$}  {:<types$}  {:>8}",
            topic.name, topic.type_name, topic.messages
        ))?;
        if verbose {
            let hash = topic.hash.as_deref().unwrap_or("no hash");
            output.line(format_args!("    {hash}"))?;
            for qos in &topic.qos {
                output.line(format_args!("    {qos}"))?;
            }
        }
    }
    Ok(())
}
