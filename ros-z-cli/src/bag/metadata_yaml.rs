//! The `metadata.yaml` of a recording, with which `ros2 bag` and other readers of rosbag2 open the folder.

use super::qos_yaml;
use super::topic::RecordedTopic;
use std::fmt::Write as _;

/// A file of a recording.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FileInfo {
    /// Name in the folder.
    pub(crate) name: String,
    /// Times of the first and the last message, in nanoseconds; `None` without messages.
    pub(crate) times: Option<(u64, u64)>,
    /// Number of messages.
    pub(crate) messages: u64,
}

/// Writes the metadata of a recording. `topics` has the number of messages of each topic.
pub(crate) fn write(files: &[FileInfo], topics: &[(RecordedTopic, u64)]) -> String {
    let times = files.iter().filter_map(|file| file.times);
    let (start, end) = times
        .reduce(|(start, end), (from, to)| (start.min(from), end.max(to)))
        .unwrap_or_default();
    let messages: u64 = files.iter().map(|file| file.messages).sum();
    let mut text = String::new();
    let mut line = |line: std::fmt::Arguments<'_>| {
        let _ = writeln!(text, "{line}");
    };
    line(format_args!("rosbag2_bagfile_information:"));
    line(format_args!("  version: 9"));
    line(format_args!("  storage_identifier: mcap"));
    line(format_args!("  duration:\n    nanoseconds: {}", end - start));
    line(format_args!(
        "  starting_time:\n    nanoseconds_since_epoch: {start}"
    ));
    line(format_args!("  message_count: {messages}"));
    line(format_args!("  topics_with_message_count:{}", empty(topics)));
    for (topic, count) in topics {
        line(format_args!("    - topic_metadata:"));
        line(format_args!("        name: {}", quoted(topic.name())));
        line(format_args!("        type: {}", quoted(topic.type_name())));
        line(format_args!(
            "        serialization_format: {}",
            quoted(&topic.channel.message_encoding)
        ));
        let profiles = qos_yaml::write(&topic.qos(), 10);
        if profiles.is_empty() {
            line(format_args!("        offered_qos_profiles: []"));
        } else {
            line(format_args!(
                "        offered_qos_profiles:\n{}",
                profiles.trim_end()
            ));
        }
        let hash = topic.type_hash().map(|hash| hash.to_string()).unwrap_or_default();
        line(format_args!("        type_description_hash: {}", quoted(&hash)));
        line(format_args!("      message_count: {count}"));
    }
    line(format_args!("  compression_format: \"\""));
    line(format_args!("  compression_mode: \"\""));
    line(format_args!("  relative_file_paths:{}", empty(files)));
    for file in files {
        line(format_args!("    - {}", quoted(&file.name)));
    }
    line(format_args!("  files:{}", empty(files)));
    for file in files {
        let (start, end) = file.times.unwrap_or_default();
        line(format_args!("    - path: {}", quoted(&file.name)));
        line(format_args!(
            "      starting_time:\n        nanoseconds_since_epoch: {start}"
        ));
        line(format_args!(
            "      duration:\n        nanoseconds: {}",
            end - start
        ));
        line(format_args!("      message_count: {}", file.messages));
    }
    line(format_args!("  custom_data: ~"));
    line(format_args!("  ros_distro: jazzy"));
    text
}

/// The value of an empty list.
fn empty<T>(list: &[T]) -> &'static str {
    if list.is_empty() { " []" } else { "" }
}

/// A text in double quotes, in which JSON and YAML agree.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
