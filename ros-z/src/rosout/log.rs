//! Log messages from events of `tracing`.

use ros_z_msgs::builtin_interfaces::Time;
use ros_z_msgs::rcl_interfaces::Log;
use std::fmt::{Debug, Write};
use tracing::field::{Field, Visit};
use tracing::{Event, Level};

/// Returns the message of an event. `tracing` does not know functions, so the module path is in that field.
pub(super) fn of(event: &Event<'_>, name: &str) -> Log {
    let metadata = event.metadata();
    let mut text = Text::default();
    event.record(&mut text);
    Log {
        stamp: Time::now(),
        level: level(*metadata.level()),
        name: name.to_owned(),
        msg: text.finish(),
        file: metadata.file().unwrap_or_default().to_owned(),
        function: metadata.module_path().unwrap_or_default().to_owned(),
        line: metadata.line().unwrap_or_default(),
    }
}

/// Returns the message that states how many messages were dropped.
pub(super) fn of_dropped(count: u64, name: &str) -> Log {
    Log {
        stamp: Time::now(),
        level: Log::WARN,
        name: name.to_owned(),
        msg: format!(
            "{count} log messages were dropped, because the program logs faster than /rosout allows"
        ),
        file: file!().to_owned(),
        function: module_path!().to_owned(),
        line: line!(),
    }
}

/// Returns the level of ROS, which has none below debug.
fn level(level: Level) -> u8 {
    match level {
        Level::ERROR => Log::ERROR,
        Level::WARN => Log::WARN,
        Level::INFO => Log::INFO,
        _ => Log::DEBUG,
    }
}

/// The text of an event: its message, then its other fields.
#[derive(Default)]
struct Text {
    message: String,
    fields: String,
}

impl Text {
    /// Returns the text, without NUL characters, which a string of ROS cannot contain.
    fn finish(self) -> String {
        let text = self.message + &self.fields;
        text.trim_start().replace('\0', "\\0")
    }
}

impl Visit for Text {
    fn record_str(&mut self, field: &Field, value: &str) {
        match field.name() {
            "message" => self.message.push_str(value),
            name => self.record(name, &value),
        }
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.record(field.name(), value);
    }
}

impl Text {
    fn record(&mut self, name: &str, value: &dyn Debug) {
        // Writing to a string cannot fail, but the value may.
        let _ = match name {
            "message" => write!(self.message, "{value:?}"),
            name => write!(self.fields, " {name}={value:?}"),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_those_of_rcl() {
        let levels = [Level::TRACE, Level::DEBUG, Level::INFO, Level::WARN, Level::ERROR];
        assert_eq!(levels.map(level), [10, 10, 20, 30, 40]);
    }
}
