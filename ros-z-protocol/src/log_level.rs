//! Log levels, and the ones that `--log-level` sets. The names are those of `rcutils` (`src/logging.c`), the
//! numbers those of `rcl_interfaces/msg/Log`.

use std::fmt;
use std::str::FromStr;

/// A log level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum LogLevel {
    /// Details for developers.
    Debug = 10,
    /// Normal operation.
    Info = 20,
    /// Something unusual.
    Warn = 30,
    /// An operation failed.
    Error = 40,
    /// The program cannot continue.
    Fatal = 50,
}

impl LogLevel {
    const ALL: [Self; 5] = [Self::Debug, Self::Info, Self::Warn, Self::Error, Self::Fatal];

    /// The number of the level in `rcl_interfaces/msg/Log`.
    pub fn number(self) -> u8 {
        self as u8
    }

    /// The name of the level, as in `--log-level`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Debug => "debug",
            Self::Info => "info",
            Self::Warn => "warn",
            Self::Error => "error",
            Self::Fatal => "fatal",
        }
    }
}

impl fmt::Display for LogLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Upper and lower case count as the same.
impl FromStr for LogLevel {
    type Err = LogLevelError;

    fn from_str(name: &str) -> Result<Self, LogLevelError> {
        let is_name = |level: &Self| level.name().eq_ignore_ascii_case(name);
        let unknown = || LogLevelError { name: name.into() };
        Self::ALL.into_iter().find(is_name).ok_or_else(unknown)
    }
}

/// A text is not a log level.
#[derive(Clone, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[error("`{}` is not a log level; write debug, info, warn, error or fatal", .name.escape_debug())]
#[non_exhaustive]
pub struct LogLevelError {
    /// The text.
    pub name: String,
}

/// The levels that a command line sets: for all loggers, and for some.
///
/// # Examples
///
/// ```
/// use ros_z_protocol::{LogLevel, LogLevels};
///
/// let mut levels = LogLevels::default();
/// levels.read_rule("warn")?;
/// levels.read_rule("rover.wheels:=debug")?;
/// assert_eq!(levels.of("rover.wheels.left"), Some(LogLevel::Debug));
/// assert_eq!(levels.of("rover"), Some(LogLevel::Warn));
/// assert_eq!(levels.to_string(), "warn,rover::wheels=debug");
/// # Ok::<(), ros_z_protocol::LogLevelError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct LogLevels {
    default: Option<LogLevel>,
    loggers: Vec<(String, LogLevel)>,
}

impl LogLevels {
    /// Reads the rule of `--log-level`: `level`, or `logger:=level`. A later rule for the same logger replaces an earlier one.
    ///
    /// # Errors
    ///
    /// [`LogLevelError`] if the level is unknown, or if the logger has no name.
    pub fn read_rule(&mut self, rule: &str) -> Result<(), LogLevelError> {
        match rule.split_once(":=") {
            None => self.default = Some(rule.parse()?),
            Some(("", _)) => return Err(LogLevelError { name: rule.into() }),
            Some((logger, level)) => {
                let level = level.parse()?;
                self.loggers.retain(|(known, _)| known != logger);
                self.loggers.push((logger.into(), level));
            }
        }
        Ok(())
    }

    /// The level for all loggers, if one is set.
    pub fn default_level(&self) -> Option<LogLevel> {
        self.default
    }

    /// Returns the level of a logger: its own, or the one of its nearest ancestor, or the default. `a` is an ancestor
    /// of `a.b`. `None` if none is set.
    pub fn of(&self, logger: &str) -> Option<LogLevel> {
        let mut name = Some(logger);
        while let Some(this) = name {
            if let Some((_, level)) = self.loggers.iter().find(|(known, _)| known == this) {
                return Some(*level);
            }
            name = this.rsplit_once('.').map(|(above, _)| above);
        }
        self.default
    }
}

/// Displays the levels as a filter of `tracing_subscriber`, with `::` for the dots between the parts of a logger's
/// name: `warn,rover::wheels=debug`. `tracing` has no fatal level; it becomes `error`.
impl fmt::Display for LogLevels {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = |level: LogLevel| level.min(LogLevel::Error).name();
        let mut separator = "";
        if let Some(level) = self.default {
            f.write_str(name(level))?;
            separator = ",";
        }
        for (logger, level) in &self.loggers {
            write!(f, "{separator}{}={}", logger.replace('.', "::"), name(*level))?;
            separator = ",";
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // rcl_interfaces/msg/Log.msg.
    #[test]
    fn numbers_are_those_of_log_messages() {
        let numbers = LogLevel::ALL.map(|level| (level.name(), level.number()));
        let known = [
            ("debug", 10),
            ("info", 20),
            ("warn", 30),
            ("error", 40),
            ("fatal", 50),
        ];
        assert_eq!(numbers, known);
    }

    #[test]
    fn the_nearest_logger_counts() {
        let mut levels = LogLevels::default();
        assert_eq!(levels.of("a.b"), None);
        for rule in ["a:=INFO", "a.b:=debug", "a:=Error", "fatal"] {
            levels.read_rule(rule).unwrap();
        }
        let found = ["a", "a.b", "a.b.c", "a.bc", "c"].map(|logger| levels.of(logger));
        let expected = [
            LogLevel::Error,
            LogLevel::Debug,
            LogLevel::Debug,
            LogLevel::Error,
            LogLevel::Fatal,
        ];
        assert_eq!(found, expected.map(Some));
        assert_eq!(levels.to_string(), "error,a::b=debug,a=error");
        for rule in ["", "loud", "a:=", ":=info", "a:=loud", "a:=info:=warn"] {
            assert!(levels.read_rule(rule).is_err(), "{rule}");
        }
    }
}
