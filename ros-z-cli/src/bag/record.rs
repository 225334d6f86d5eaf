//! `rosz bag record`: writes the messages of topics to a recording. `capture` receives them, `queue` bounds what waits,
//! `files` writes.

use super::capture::{Capture, CaptureCounts, Topics};
use super::error::BagError;
use super::files::{BagFiles, SplitLimits};
use super::mcap::compression::Compression;
use super::progress::Progress;
use super::queue::{Batch, Limits, SampleQueue};
use super::selection::Selection;
use crate::exit::{Outcome, Result, UsageError};
use crate::network::{NetworkArguments, seconds};
use crate::output::{Output, note};
use crate::stop::Stop;
use crate::types::{self, TypeArguments, WantedType};
use crate::units::{folder_name, nanos, parse_size, size_text};
use clap::Args;
use regex::Regex;
use ros_z::graph::EndpointInfo;
use ros_z::msgs::catalogue::MESSAGES;
use ros_z::node::ZNode;
use ros_z_core::export;
use serde::Serialize;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// The longest time for which the writer waits for samples.
const WAIT: Duration = Duration::from_millis(50);

/// The longest time for which a small message is only in memory.
const FLUSH: Duration = Duration::from_secs(1);

/// The command line of `rosz bag record`.
#[derive(Args, Debug)]
pub(crate) struct RecordArguments {
    /// Topics to record
    #[arg(value_name = "TOPIC")]
    topics: Vec<String>,

    /// Record all topics that are not hidden
    #[arg(short, long)]
    all: bool,

    /// Record the topics that match a regular expression
    #[arg(short = 'e', long, value_name = "EXPRESSION")]
    regex: Option<Regex>,

    /// With --all or --regex, record hidden topics, too
    #[arg(long)]
    include_hidden_topics: bool,

    /// Folder to create [default: rosbag2_ with the time]
    #[arg(short, long, value_name = "FOLDER")]
    output: Option<PathBuf>,

    /// Start the next file when the current one reaches this size, such as 500M or 2G
    #[arg(long, value_name = "SIZE", value_parser = parse_size)]
    max_size: Option<u64>,

    /// Start the next file when the current one covers this time, in seconds
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    max_duration: Option<Duration>,

    /// End the recording after this time, in seconds
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    duration: Option<Duration>,

    /// Compress chunks: zstd, lz4 or none
    #[arg(long, value_name = "METHOD", default_value = "none")]
    compress: Compression,

    /// Maximum memory for messages that wait for the disk
    #[arg(long, value_name = "SIZE", default_value = "256M", value_parser = parse_size)]
    queue: u64,

    /// Maximum shared memory of one publisher to hold; one message is always allowed
    #[arg(long, value_name = "SIZE", default_value = "4M", value_parser = parse_size)]
    hold: u64,

    #[command(flatten)]
    types: TypeArguments,
}

/// The result of a recording.
#[derive(Debug, Serialize)]
struct Report {
    folder: String,
    messages: u64,
    bytes: u64,
    seconds: f64,
    seconds_until_first_message: Option<f64>,
    topics: usize,
    dropped: Dropped,
    /// Large messages that were copied out of shared memory before they were written.
    copied: u64,
}

/// Messages that are not in the recording, by reason.
#[derive(Debug, Serialize)]
struct Dropped {
    /// The disk was too slow, and the queue full.
    queue_full: u64,
    /// They did not arrive.
    lost: u64,
    /// They are not messages of a ROS node.
    rejected: u64,
}

/// Records until Ctrl-C or SIGTERM, or until the duration is over.
pub(crate) fn run(arguments: RecordArguments, network: &NetworkArguments, output: Output) -> Result {
    let selection = Selection::new(&arguments.topics, arguments.regex.clone())
        .with_all(arguments.all)
        .with_hidden(arguments.include_hidden_topics);
    if selection.is_empty() {
        return Err(UsageError("no topics: name them, or use --all or --regex".into()).into());
    }
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let folder = arguments
        .output
        .clone()
        .unwrap_or_else(|| folder_name(nanos(since)).into());
    let stop = Stop::at_signal_or_after(arguments.duration)?;
    let limits = SplitLimits {
        size: arguments.max_size,
        duration: arguments.max_duration,
    };
    let files = BagFiles::create(&folder, arguments.compress, limits)?;
    let context = network.open()?;
    let bytes = |bytes: u64| usize::try_from(bytes).unwrap_or(usize::MAX);
    let queue = Arc::new(SampleQueue::new(Limits {
        memory: bytes(arguments.queue),
        held_shm: bytes(arguments.hold),
    }));
    let topics = Topics::default();
    let node = network.node(&context)?;
    let definitions = |publisher: &EndpointInfo| definition_of(publisher, &node, &arguments.types);
    let capture = Capture {
        node: node.clone(),
        graph: context.graph()?,
        selection: &selection,
        definitions: &definitions,
        queue: queue.clone(),
        topics: &topics,
    };
    note(format_args!("recording to {}; Ctrl-C ends it", folder.display()));
    let mut recorder = Recorder {
        queue: &queue,
        topics: &topics,
        files,
        messages: 0,
        first: None,
        progress: Progress::new(!output.is_json()),
    };
    let started = Instant::now();
    let has_failed = AtomicBool::new(false);
    let (lost, written) = thread::scope(|scope| {
        let capturing = scope.spawn(|| capture.run(|| stop.is_due() || has_failed.load(Ordering::Relaxed)));
        let written = recorder.write_until(|| capturing.is_finished());
        has_failed.store(written.is_err(), Ordering::Relaxed);
        (capturing.join().unwrap_or_default(), written)
    });
    let report = Report {
        folder: folder.display().to_string(),
        messages: recorder.messages,
        bytes: recorder.files.bytes(),
        seconds: started.elapsed().as_secs_f64(),
        seconds_until_first_message: recorder.first.map(|first| (first - started).as_secs_f64()),
        topics: recorder.files.topic_count(),
        dropped: dropped(&queue, lost),
        copied: queue.counts().copied,
    };
    let finished = recorder.files.finish();
    written?;
    finished?;
    print(&report, output)?;
    Ok(Outcome::found(report.messages > 0))
}

/// Writes what the queue contains.
struct Recorder<'a> {
    queue: &'a SampleQueue,
    topics: &'a Topics,
    files: BagFiles,
    messages: u64,
    /// When the first message was there.
    first: Option<Instant>,
    progress: Progress,
}

impl Recorder<'_> {
    /// Writes until the capture has ended and the queue is empty.
    fn write_until(&mut self, has_ended: impl Fn() -> bool) -> Result<(), BagError> {
        let mut batch = Batch::default();
        let mut flushed = Instant::now();
        loop {
            // Read before the batch is taken, so that the last samples are in it.
            let is_last = has_ended();
            batch = self.queue.take(batch, WAIT);
            for topic in self.topics.since(self.files.topic_count()) {
                self.files.add_topic(topic);
            }
            if is_last && batch.is_empty() {
                self.progress.clear();
                return Ok(());
            }
            if !batch.is_empty() {
                self.first.get_or_insert_with(Instant::now);
            }
            let (files, messages) = (&mut self.files, &mut self.messages);
            self.queue.write_each(&mut batch, |topic, header, payload| {
                *messages += 1;
                files.write(topic, header, payload)
            })?;
            if flushed.elapsed() >= FLUSH {
                self.files.flush()?;
                flushed = Instant::now();
            }
            let queue = self.queue;
            self.progress.update(self.messages, self.files.bytes(), || {
                format!(", {} dropped", queue.counts().dropped)
            });
        }
    }
}

fn dropped(queue: &SampleQueue, capture: CaptureCounts) -> Dropped {
    Dropped {
        queue_full: queue.counts().dropped,
        lost: capture.lost,
        rejected: capture.rejected,
    }
}

fn print(report: &Report, output: Output) -> Result<()> {
    output.document(report)?;
    output.line(format_args!(
        "{}: {} messages on {} topics, {} in {:.1} s",
        report.folder,
        report.messages,
        report.topics,
        size_text(report.bytes),
        report.seconds
    ))?;
    let Dropped {
        queue_full,
        lost,
        rejected,
    } = report.dropped;
    if queue_full + lost + rejected > 0 {
        output.line(format_args!(
            "not recorded: {queue_full} messages because the disk was too slow, {lost} that did not arrive, {rejected} that are not from ROS nodes"
        ))?;
    }
    Ok(())
}

/// Returns the definition of a type: that of the message of this library, which has comments and constants, or one from
/// the other sources of types.
fn definition_of(publisher: &EndpointInfo, asker: &ZNode, sources: &TypeArguments) -> Option<String> {
    let mut named = MESSAGES
        .iter()
        .filter(|entry| entry.type_name == publisher.type_name);
    if let Some(entry) = named.find(|entry| entry.type_hash().to_string() == publisher.type_hash) {
        return Some(export::msg_definition_of(&(entry.type_description)()));
    }
    let wanted = WantedType::announced(&publisher.type_name, &publisher.type_hash).ok()?;
    let found = types::find(
        &wanted,
        Some(asker),
        std::slice::from_ref(&publisher.node),
        sources,
    )
    .ok()?;
    Some(export::schema_definition(&found.schema))
}
