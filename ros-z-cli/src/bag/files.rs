//! [`BagFiles`]: the folder of a recording that is being written. Starts the next file when one is full, and writes
//! `metadata.yaml` at the end.

use super::error::BagError;
use super::mcap::compression::Compression;
use super::mcap::record::MessageHeader;
use super::mcap::writer::McapWriter;
use super::metadata_yaml::{self, FileInfo};
use super::topic::RecordedTopic;
use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The limits of a file, after which the next one is started.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct SplitLimits {
    /// Maximum size of a file in bytes, without its summary.
    pub(crate) size: Option<u64>,
    /// Longest time between the first and the last message of a file.
    pub(crate) duration: Option<Duration>,
}

/// The files of a recording that is being written.
#[derive(Debug)]
pub(crate) struct BagFiles {
    folder: PathBuf,
    compression: Compression,
    limits: SplitLimits,
    topics: Vec<Topic>,
    current: Option<CurrentFile>,
    finished: Vec<FileInfo>,
    /// Bytes of the finished files.
    finished_bytes: u64,
}

#[derive(Debug)]
struct Topic {
    recorded: RecordedTopic,
    messages: u64,
    /// Id in the current file, if it has a message of this topic.
    channel_id: Option<u16>,
}

#[derive(Debug)]
struct CurrentFile {
    path: PathBuf,
    name: String,
    writer: McapWriter<File>,
}

impl BagFiles {
    /// Creates the folder and the first file.
    ///
    /// # Errors
    /// [`BagError::Exists`], [`BagError::Io`].
    pub(crate) fn create(
        folder: &Path,
        compression: Compression,
        limits: SplitLimits,
    ) -> Result<Self, BagError> {
        if folder.exists() {
            return Err(BagError::Exists { path: folder.into() });
        }
        fs::create_dir_all(folder).map_err(BagError::io(folder))?;
        let mut files = Self {
            folder: folder.into(),
            compression,
            limits,
            topics: Vec::new(),
            current: None,
            finished: Vec::new(),
            finished_bytes: 0,
        };
        files.current()?;
        Ok(files)
    }

    /// Adds a topic and returns its index.
    pub(crate) fn add_topic(&mut self, recorded: RecordedTopic) -> usize {
        self.topics.push(Topic {
            recorded,
            messages: 0,
            channel_id: None,
        });
        self.topics.len() - 1
    }

    /// Returns the number of topics.
    pub(crate) fn topic_count(&self) -> usize {
        self.topics.len()
    }

    /// Writes a message of a topic. The channel of the header is set here.
    ///
    /// # Errors
    /// [`BagError`], if the file cannot be written.
    pub(crate) fn write(
        &mut self,
        topic: usize,
        header: MessageHeader,
        payload: &[&[u8]],
    ) -> Result<(), BagError> {
        if self.is_full(header.log_time) {
            self.finish_current()?;
        }
        self.current()?;
        let (Some(topic), Some(file)) = (self.topics.get_mut(topic), &mut self.current) else {
            return Ok(());
        };
        let mut add = || {
            let channel_id = match topic.channel_id {
                Some(id) => id,
                None => {
                    let schema_id = file.writer.add_schema(topic.recorded.schema.clone())?;
                    let mut channel = topic.recorded.channel.clone();
                    channel.schema_id = schema_id;
                    *topic.channel_id.insert(file.writer.add_channel(channel)?)
                }
            };
            topic.messages += 1;
            file.writer
                .add_message(&MessageHeader { channel_id, ..header }, payload)
        };
        add().map_err(BagError::mcap(&file.path))
    }

    fn is_full(&self, log_time: u64) -> bool {
        let Some(file) = &self.current else {
            return false;
        };
        let statistics = file.writer.statistics();
        let age = Duration::from_nanos(log_time.saturating_sub(statistics.start_time));
        let is_old = self.limits.duration.is_some_and(|limit| age >= limit);
        let is_large = self
            .limits
            .size
            .is_some_and(|limit| file.writer.position() >= limit);
        statistics.message_count > 0 && (is_old || is_large)
    }

    /// Writes the small messages that were collected.
    ///
    /// # Errors
    /// The errors of [`write`](Self::write).
    pub(crate) fn flush(&mut self) -> Result<(), BagError> {
        match &mut self.current {
            Some(file) => file.writer.flush().map_err(BagError::mcap(&file.path)),
            None => Ok(()),
        }
    }

    /// Returns the bytes written so far.
    pub(crate) fn bytes(&self) -> u64 {
        let current = self.current.as_ref().map_or(0, |file| file.writer.position());
        self.finished_bytes + current
    }

    /// Writes the end of the last file, and the metadata.
    ///
    /// # Errors
    /// As [`write`](Self::write).
    pub(crate) fn finish(mut self) -> Result<(), BagError> {
        self.finish_current()?;
        let topics: Vec<_> = self
            .topics
            .into_iter()
            .map(|topic| (topic.recorded, topic.messages))
            .collect();
        let path = self.folder.join("metadata.yaml");
        fs::write(&path, metadata_yaml::write(&self.finished, &topics)).map_err(BagError::io(path))
    }

    fn finish_current(&mut self) -> Result<(), BagError> {
        let Some(CurrentFile { path, name, writer }) = self.current.take() else {
            return Ok(());
        };
        let mut info = FileInfo {
            name,
            ..FileInfo::default()
        };
        let statistics = writer.statistics();
        info.messages = statistics.message_count;
        info.times = (info.messages > 0).then_some((statistics.start_time, statistics.end_time));
        let file = writer.finish().map_err(BagError::mcap(&path))?;
        self.finished_bytes += file.metadata().map_err(BagError::io(&path))?.len();
        file.sync_data().map_err(BagError::io(&path))?;
        self.finished.push(info);
        Ok(())
    }

    /// Starts the next file, if there is none.
    fn current(&mut self) -> Result<(), BagError> {
        if self.current.is_some() {
            return Ok(());
        }
        let stem = self.folder.file_name().unwrap_or_default().to_string_lossy();
        let name = format!("{stem}_{}.mcap", self.finished.len());
        let path = self.folder.join(&name);
        let file = OpenOptions::new()
            .append(true)
            .create_new(true)
            .open(&path)
            .map_err(BagError::io(&path))?;
        let writer = McapWriter::new(file, self.compression).map_err(BagError::mcap(&path))?;
        self.topics.iter_mut().for_each(|topic| topic.channel_id = None);
        self.current = Some(CurrentFile { path, name, writer });
        Ok(())
    }
}
